import { Controller } from '@nestjs/common';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { CommitteeView, committeeView } from '../committee.view.js';

@Controller()
export class ListMembersHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listMembers',
    method: 'GET',
    path: '/v1/members',
    summary: 'All members of the committee, former ones included; the ETag is the committee’s',
    answers: CommitteeView,
  })
  async handle(): Promise<CommitteeView> {
    const none = { id: COMMITTEE_ID, version: 0, state: { members: [] } };
    return committeeView((await this.committee.find(COMMITTEE_ID)) ?? none, this.stores.moment().today);
  }
}
