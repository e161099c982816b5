import { Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { OpenVoting } from './open-voting.usecase.js';

@Controller()
export class OpenVotingHttp {
  constructor(
    private readonly useCase: OpenVoting,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'openVoting',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/voting',
    summary: 'The chair opens the vote on an item',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'ITEM_NOT_DELIBERATING',
      'SESSION_DAY_OVER',
      'DECLARATION_MISSING',
      'RECUSAL_UNDECIDED',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: { item } }), meta.actor);
  }
}
