import { Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { ConfirmMinutes } from './confirm-minutes.usecase.js';

@Controller()
export class ConfirmMinutesHttp {
  constructor(
    private readonly useCase: ConfirmMinutes,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'confirmMinutes',
    method: 'POST',
    path: '/v1/sessions/:no/minutes/confirmation',
    summary: 'The chair confirms the minutes; a hash seals them',
    ifMatch: true,
    answers: SessionView,
    refuses: ['MINUTES_NOT_DUE', 'MINUTES_NOT_DRAFTED', 'OWN_WORK'],
  })
  async handle(@NumberParam('no') no: number, @Meta() meta: CommandMeta): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no) }), meta.actor);
  }
}
