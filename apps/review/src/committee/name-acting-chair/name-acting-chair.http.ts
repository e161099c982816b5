import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { nameActingChair } from '../domain/presiding.js';
import { Standing } from '../standing.js';
import { CommitteeView, committeeView } from '../committee.view.js';
import { NameActingChairRequest } from './name-acting-chair.request.js';

@Controller()
export class NameActingChairHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
    private readonly standing: Standing,
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
    const intent = { ...meta, id: COMMITTEE_ID, actor: await this.standing.acting(meta.actor) };
    const committee = await this.committee.change(intent, (state, moment) => nameActingChair(state, naming, moment));
    return committeeView(committee, this.stores.moment().today);
  }
}
