import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { PlanSessionRequest } from './plan-session.request.js';
import { PlanSession } from './plan-session.usecase.js';

@Controller()
export class PlanSessionHttp {
  constructor(
    private readonly useCase: PlanSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'planSession',
    method: 'POST',
    path: '/v1/sessions',
    summary: 'The secretary plans the next session of the committee',
    status: 201,
    answers: SessionView,
    refuses: ['SESSION_NO_NOT_NEXT', 'SESSION_EXISTS', 'SESSION_DATE_PAST', 'SESSION_DATE_REASON_REQUIRED'],
  })
  async handle(@Body() body: PlanSessionRequest, @Meta() meta: CommandMeta): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, data: body }), meta.actor);
  }
}
