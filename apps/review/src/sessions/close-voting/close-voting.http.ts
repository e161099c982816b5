import { Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { CloseVoting } from './close-voting.usecase.js';

@Controller()
export class CloseVotingHttp {
  constructor(
    private readonly useCase: CloseVoting,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'closeVoting',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/tally',
    summary: 'The chair has the votes counted; from here on they are sealed',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_OPEN', 'MEMBER_EXCLUDED', 'VOTING_NOT_OPEN', 'RECUSAL_UNDECIDED', 'VOTES_UNREADABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: { item } }), meta.actor);
  }
}
