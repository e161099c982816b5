import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { PublishSessionRequest } from './publish-session.request.js';
import { PublishSession } from './publish-session.usecase.js';

@Controller()
export class PublishSessionHttp {
  constructor(
    private readonly publishSession: PublishSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'publishSession',
    method: 'POST',
    path: '/v1/sessions/:no/publication',
    summary: 'The ministry makes the selection and publishes the session (선정 공고)',
    ifMatch: true,
    answers: SessionView,
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() data: PublishSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.publishSession.execute({ ...meta, id: sessionIdOf(no), data }), meta.actor);
  }
}
