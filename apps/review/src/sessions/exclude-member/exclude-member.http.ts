import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { ExcludeMemberRequest } from './exclude-member.request.js';
import { ExcludeMember } from './exclude-member.usecase.js';

@Controller()
export class ExcludeMemberHttp {
  constructor(
    private readonly useCase: ExcludeMember,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'excludeMember',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId/exclusion',
    summary: 'The secretary or the chair records that a member is excluded from an item (제척), with the evidence',
    ifMatch: true,
    answers: SessionView,
    refuses: ['DECLARATIONS_CLOSED', 'MEMBER_EXCLUDED', 'NOT_A_MEMBER', 'ITEM_DECIDED', 'RECUSAL_STANDS'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Body() body: ExcludeMemberRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const data = { ...body, item, memberId };
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data }), meta.actor);
  }
}
