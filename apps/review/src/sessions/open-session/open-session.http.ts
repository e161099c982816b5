import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { OpenSessionRequest } from './open-session.request.js';
import { OpenSession } from './open-session.usecase.js';

@Controller()
export class OpenSessionHttp {
  constructor(
    private readonly useCase: OpenSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'openSession',
    method: 'POST',
    path: '/v1/sessions/:no/opening',
    summary: 'The chair opens the session (개의)',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_NOTICED', 'NOT_SESSION_DAY', 'QUORUM_NOT_MET', 'DECLARATION_MISSING', 'BEFORE_HOUR'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: OpenSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: body }), meta.actor);
  }
}
