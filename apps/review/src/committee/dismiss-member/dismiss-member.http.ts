import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { dismissMember } from '../domain/dismissing.js';
import { MemberView, memberView } from '../committee.view.js';
import { DismissMemberRequest } from './dismiss-member.request.js';

@Controller()
export class DismissMemberHttp {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'dismissMember',
    method: 'POST',
    path: '/v1/members/:id/dismissal',
    summary: 'The ministry dismisses a member (해촉), at their own wish among others',
    ifMatch: true,
    answers: MemberView,
    refuses: ['MEMBER_NOT_IN_OFFICE'],
  })
  async handle(
    @Param('id') memberId: string,
    @Body() body: DismissMemberRequest,
    @Meta() meta: CommandMeta,
  ): Promise<MemberView> {
    const dismissal = { ...body, memberId };
    const committee = await this.committee.change({ ...meta, id: COMMITTEE_ID }, (state, moment) =>
      dismissMember(state, dismissal, moment),
    );
    return memberView(committee, memberId, this.stores.moment().today);
  }
}
