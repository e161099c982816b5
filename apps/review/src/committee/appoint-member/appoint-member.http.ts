import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { MemberView, memberView } from '../member.view.js';
import { AppointMemberRequest } from './appoint-member.request.js';
import { AppointMember } from './appoint-member.usecase.js';

@Controller()
export class AppointMemberHttp {
  constructor(
    private readonly appointMember: AppointMember,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'appointMember',
    method: 'POST',
    path: '/v1/members',
    summary: 'The ministry appoints a member (위촉), renews a term, or fills a seat for the rest of one',
    status: 201,
    answers: MemberView,
  })
  async handle(@Body() data: AppointMemberRequest, @Meta() meta: CommandMeta): Promise<MemberView> {
    const committee = await this.appointMember.execute({ ...meta, data });
    return memberView(committee, data.memberId, this.stores.moment().today);
  }
}
