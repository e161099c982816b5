import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { extendObjection } from '../domain/objecting.js';
import { ExtendObjectionRequest } from './extend-objection.request.js';

@Controller()
export class ExtendObjectionHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'extendObjection',
    method: 'POST',
    path: '/v1/applications/:id/objections/:n/extension',
    summary: 'The secretary takes longer to answer an objection, once, and says why',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['OBJECTION_RESOLVED', 'OBJECTION_EXTENDED', 'OWN_WORK'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Body() body: ExtendObjectionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const extended = await this.applications.change({ ...meta, id }, (application, moment) => {
      ensureWorkOfOthers(meta.actor.sub, application.authors ?? [], `Objection ${n}`);
      return extendObjection(application, { n, ...body }, moment);
    });
    return this.views.of(extended, meta.actor);
  }
}
