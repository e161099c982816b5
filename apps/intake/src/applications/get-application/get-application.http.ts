import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';

@Controller()
export class GetApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'getApplication',
    method: 'GET',
    path: '/v1/applications/:id',
    summary: 'An application, as the reader may see it',
    accesses: { what: 'CONTACT', when: ({ contact }) => contact !== undefined },
    answers: ApplicationView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ApplicationView> {
    return this.views.of(await this.applications.get(id, asking), asking.actor);
  }
}
