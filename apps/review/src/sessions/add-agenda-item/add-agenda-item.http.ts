import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { AddAgendaItemRequest } from './add-agenda-item.request.js';
import { AddAgendaItem } from './add-agenda-item.usecase.js';

@Controller()
export class AddAgendaItemHttp {
  constructor(
    private readonly useCase: AddAgendaItem,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'addAgendaItem',
    method: 'POST',
    path: '/v1/sessions/:no/agenda',
    summary: 'The secretary puts an examined case on the agenda (안건 상정)',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'AGENDA_CLOSED',
      'CASE_ON_AGENDA',
      'CASE_NOT_READY',
      'AGENDA_FROZEN',
      'AFTER_CUT_OFF',
      'DEFERRAL_UNANSWERED',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: AddAgendaItemRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: body }), meta.actor);
  }
}
