import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { OpenRecusalBallot } from './open-recusal-ballot.usecase.js';

@Controller()
export class OpenRecusalBallotHttp {
  constructor(
    private readonly useCase: OpenRecusalBallot,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'openRecusalBallot',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId/voting',
    summary: 'The chair has the others vote on a member: ground e, or an exclusion that the member contests',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'NOT_A_MEMBER',
      'ITEM_DECIDED',
      'RECUSAL_BALLOT_OPEN',
      'RECUSAL_STANDS',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const data = { item, memberId };
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data }), meta.actor);
  }
}
