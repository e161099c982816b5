import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { ExtendSupplement } from './extend-supplement.usecase.js';

@Controller()
export class ExtendSupplementHttp {
  constructor(
    private readonly extendSupplement: ExtendSupplement,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'extendSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements/:n/extension',
    summary: 'The supplier extends the supplement period',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.extendSupplement.execute({ ...meta, id, data: { n } }), meta.actor);
  }
}
