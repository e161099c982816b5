import { Controller, Query } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { withheld } from '#common/kernel/errors.js';
import { Standing } from '../standing.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { CommitteeView, committeeView } from '../committee.view.js';
import { ListMembersRequest } from './list-members.request.js';

@Controller()
export class ListMembersHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'listMembers',
    method: 'GET',
    path: '/v1/members',
    summary: 'Members of the committee, former ones included, by standing, role or day; the ETag is the committee’s',
    accesses: { what: 'MEMBERS' },
    answers: CommitteeView,
  })
  async handle(@Query() filter: ListMembersRequest, @Asker() asking: Asking): Promise<CommitteeView> {
    const none = { id: COMMITTEE_ID, version: 0, state: { members: [] } };
    const committee = (await this.committee.find(COMMITTEE_ID)) ?? none;
    const known = await this.standing.of(asking);
    if (!this.stores.holds(known, committee.state)) throw withheld('committee', COMMITTEE_ID);
    return committeeView(committee, this.stores.moment().today, filter);
  }
}
