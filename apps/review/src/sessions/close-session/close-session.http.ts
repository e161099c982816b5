import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { CloseSessionRequest } from './close-session.request.js';
import { CloseSession } from './close-session.usecase.js';

@Controller()
export class CloseSessionHttp {
  constructor(
    private readonly useCase: CloseSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'closeSession',
    method: 'POST',
    path: '/v1/sessions/:no/closing',
    summary: 'The chair closes the session (폐회)',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_OPEN', 'VOTING_OPEN', 'ITEMS_UNDECIDED'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: CloseSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: body }), meta.actor);
  }
}
