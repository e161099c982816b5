import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { MemberView, memberView } from '../member.view.js';
import { DismissMemberRequest } from './dismiss-member.request.js';
import { DismissMember } from './dismiss-member.usecase.js';

@Controller()
export class DismissMemberHttp {
  constructor(
    private readonly dismissMember: DismissMember,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'dismissMember',
    method: 'POST',
    path: '/v1/members/:id/dismissal',
    summary: 'The ministry dismisses a member (해촉), at their own wish among others',
    ifMatch: true,
    answers: MemberView,
  })
  async handle(
    @Param('id') memberId: string,
    @Body() body: DismissMemberRequest,
    @Meta() meta: CommandMeta,
  ): Promise<MemberView> {
    const committee = await this.dismissMember.execute({ ...meta, data: { ...body, memberId } });
    return memberView(committee, memberId, this.stores.moment().today);
  }
}
