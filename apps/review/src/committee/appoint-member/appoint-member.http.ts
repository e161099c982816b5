import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { appointMember } from '../domain/appointing.js';
import { MemberView, memberView } from '../committee.view.js';
import { AppointMemberRequest } from './appoint-member.request.js';

@Controller()
export class AppointMemberHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'appointMember',
    method: 'POST',
    path: '/v1/members',
    summary: 'The ministry appoints a member (위촉), renews a term, or fills a seat for the rest of one',
    status: 201,
    answers: MemberView,
    refuses: [
      'QUALIFICATION_MISMATCH',
      'CHAIR_NOT_OFFICIAL',
      'NOTHING_TO_REPLACE',
      'MEMBER_IN_OFFICE',
      'TERM_LIMIT_REACHED',
      'COMMITTEE_FULL',
      'CHAIR_EXISTS',
    ],
  })
  async handle(@Body() body: AppointMemberRequest, @Meta() meta: CommandMeta): Promise<MemberView> {
    // The first appointment makes the committee.
    const committee = await this.committee.save({ ...meta, id: COMMITTEE_ID }, (state, moment) =>
      appointMember(state, body, moment),
    );
    return memberView(committee, body.memberId, this.stores.moment().today);
  }
}
