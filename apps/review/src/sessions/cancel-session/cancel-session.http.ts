import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { CancelSessionRequest } from './cancel-session.request.js';
import { CancelSession } from './cancel-session.usecase.js';

@Controller()
export class CancelSessionHttp {
  constructor(
    private readonly useCase: CancelSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'cancelSession',
    method: 'POST',
    path: '/v1/sessions/:no/cancellation',
    summary: 'The chair calls the session off',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_CANCELLABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: CancelSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: body }), meta.actor);
  }
}
