import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { cancelSelection } from '../domain/cancelling.js';
import { CancelSelectionRequest } from './cancel-selection.request.js';

@Controller()
export class CancelSelectionHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'cancelSelection',
    method: 'POST',
    path: '/v1/cases/:id/cancellation',
    summary: 'The ministry cancels a selection after the hearing, or keeps it (선정 취소)',
    ifMatch: true,
    answers: CaseView,
    refuses: [
      'CANCELLATION_NOT_ASKED',
      'HEARING_NOT_HELD',
      'OWN_WORK',
      'GROUND_NOT_HEARD',
      'GROUNDS_MISSING',
      'CANCELLATION_MANDATORY',
      'SELECTION_NOT_IN_FORCE',
      'SUSPENSION_NOT_LASTED',
      'MEMBER_EXCLUDED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CancelSelectionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const changed = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      cancelSelection(reviewCase, { ...body, by: meta.actor }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
