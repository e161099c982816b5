import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CMS_REFUSALS } from '#common/signatures/cms.request.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { ConfirmMinutesRequest } from './confirm-minutes.request.js';
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
    refuses: ['MINUTES_NOT_DUE', 'MINUTES_NOT_DRAFTED', 'OWN_WORK', 'PAPER_NOT_MADE', ...CMS_REFUSALS],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() { cms }: ConfirmMinutesRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute(no, meta, cms), meta.actor);
  }
}
