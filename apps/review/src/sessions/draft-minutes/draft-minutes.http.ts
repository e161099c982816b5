import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { DraftMinutesRequest } from './draft-minutes.request.js';
import { DraftMinutes } from './draft-minutes.usecase.js';

@Controller()
export class DraftMinutesHttp {
  constructor(
    private readonly useCase: DraftMinutes,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'draftMinutes',
    method: 'PUT',
    path: '/v1/sessions/:no/minutes',
    summary: 'The secretary writes the minutes (회의록), and their paper is made',
    ifMatch: true,
    answers: SessionView,
    refuses: ['MINUTES_NOT_DUE', 'REASONS_MISSING', 'PRINTING_UNAVAILABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: DraftMinutesRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no) }, body), meta.actor);
  }
}
