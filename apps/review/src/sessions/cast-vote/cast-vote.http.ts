import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { CastVoteRequest } from './cast-vote.request.js';
import { CastVote } from './cast-vote.usecase.js';

@Controller()
export class CastVoteHttp {
  constructor(
    private readonly castVote: CastVote,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'castVote',
    method: 'PUT',
    path: '/v1/sessions/:no/agenda/:item/votes/:memberId',
    summary: 'A member votes (표결), or changes the vote before it is counted',
    answers: SessionView,
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Body() data: CastVoteRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(
      await this.castVote.execute({ ...meta, id: sessionIdOf(no), data: { ...data, item, memberId } }),
      meta.actor,
    );
  }
}
