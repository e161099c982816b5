import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { nameActingChair } from '../domain/presiding.js';
import { CommitteeView, committeeView } from '../committee.view.js';
import { NameActingChairRequest } from './name-acting-chair.request.js';

@Controller()
export class NameActingChairHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'nameActingChair',
    method: 'PUT',
    path: '/v1/committee/acting-chair',
    summary: 'The chair names the member who acts in the absence of the chair (직무대행)',
    answers: CommitteeView,
    refuses: ['ACTING_CHAIR_IS_CHAIR', 'MEMBER_NOT_IN_OFFICE'],
  })
  async handle(@Body() body: NameActingChairRequest, @Meta() meta: CommandMeta): Promise<CommitteeView> {
    const naming = { memberId: body.memberId, by: meta.actor.sub };
    const committee = await this.committee.change({ ...meta, id: COMMITTEE_ID }, (state, moment) =>
      nameActingChair(state, naming, moment),
    );
    return committeeView(committee, this.stores.moment().today);
  }
}
