import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SelectionActRequest } from '../selection-act.request.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { DraftSelectionAct } from './draft-selection-act.usecase.js';

@Controller()
export class DraftSelectionActHttp {
  constructor(
    private readonly useCase: DraftSelectionAct,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'draftSelectionAct',
    method: 'PUT',
    path: '/v1/sessions/:no/selection-act',
    summary: 'The ministry draws up the selection act (선정 공고), so that its PDF can be signed',
    ifMatch: true,
    answers: SessionView,
    refuses: ['MINUTES_NOT_CONFIRMED', 'OWN_WORK', 'SELECTION_ACT_DATE', 'PRINTING_UNAVAILABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: SelectionActRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no) }, body), meta.actor);
  }
}
