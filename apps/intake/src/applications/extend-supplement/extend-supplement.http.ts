import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { extendSupplement } from '../domain/supplementing.js';

@Controller()
export class ExtendSupplementHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'extendSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements/:n/extension',
    summary: 'The supplier extends the supplement period',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_SUPPLEMENT_REQUESTED',
      'SUPPLEMENT_NOT_OPEN',
      'SUPPLEMENT_OVERDUE',
      'SECOND_DEMAND_FINAL',
      'EXTENSIONS_EXHAUSTED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const extended = await this.applications.change({ ...meta, id }, (application, moment) =>
      extendSupplement(application, { n }, moment),
    );
    return this.views.of(extended, meta.actor);
  }
}
