import { Controller, Query } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { withheld } from '#common/kernel/errors.js';
import { Standing } from '../standing.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { CompositionView } from '../committee.view.js';
import { compositionOn } from '../domain/committee.rules.js';
import { GetCommitteeCompositionRequest } from './get-committee-composition.request.js';

@Controller()
export class GetCommitteeCompositionHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'getCommitteeComposition',
    method: 'GET',
    path: '/v1/committee/composition',
    summary: 'How many members are in office on a day, by gender and by office (성별 현황); numbers only',
    answers: CompositionView,
  })
  async handle(@Query() { on }: GetCommitteeCompositionRequest, @Asker() asking: Asking): Promise<CompositionView> {
    const state = await this.committee.now();
    const known = await this.standing.of(asking);
    if (!this.stores.holds(known, state)) throw withheld('committee', COMMITTEE_ID);
    return compositionOn(state, on ?? this.stores.moment().today);
  }
}
