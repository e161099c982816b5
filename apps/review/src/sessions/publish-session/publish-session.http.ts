import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { CMS_REFUSALS } from '#common/signatures/cms.request.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { PublishSessionRequest } from './publish-session.request.js';
import { PublishSession } from './publish-session.usecase.js';

@Controller()
export class PublishSessionHttp {
  constructor(
    private readonly useCase: PublishSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'publishSession',
    method: 'POST',
    path: '/v1/sessions/:no/publication',
    summary: 'The ministry makes the selection and publishes the session (선정 공고)',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'MINUTES_NOT_CONFIRMED',
      'OWN_WORK',
      'SELECTION_ACT_DATE',
      'SELECTION_ACT_NOT_DRAFTED',
      'PAPER_NOT_MADE',
      'PRINTING_UNAVAILABLE',
      ...CMS_REFUSALS,
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() { selectionAct, cms }: PublishSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.useCase.execute({ ...meta, id: sessionIdOf(no) }, selectionAct, cms);
    return this.views.of(changed, meta.actor);
  }
}
