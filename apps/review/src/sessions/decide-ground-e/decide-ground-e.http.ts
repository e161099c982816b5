import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { DecideGroundERequest } from './decide-ground-e.request.js';
import { DecideGroundE } from './decide-ground-e.usecase.js';

@Controller()
export class DecideGroundEHttp {
  constructor(
    private readonly useCase: DecideGroundE,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'decideGroundE',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId',
    summary: 'The chair has the ballot on a member counted: ground e, or an exclusion that the member contests',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'NOT_A_MEMBER',
      'ITEM_DECIDED',
      'RECUSAL_BALLOT_NOT_OPEN',
      'VOTES_UNREADABLE',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Body() body: DecideGroundERequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(
      await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: { ...body, item, memberId } }),
      meta.actor,
    );
  }
}
