import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { APPLICATION_SORTS, ListApplicationsRequest } from './list-applications.request.js';

@Controller()
export class ListApplicationsHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'listApplications',
    method: 'GET',
    path: '/v1/applications',
    summary: 'The applications the reader may see; a supplier its own',
    accesses: { what: 'CONTACT', when: ({ contact }) => contact !== undefined },
    answers: pageOf(ApplicationView),
  })
  async handle(@Query() request: ListApplicationsRequest, @Asker() asking: Asking): Promise<Page<ApplicationView>> {
    return pageFor(this.applications, asking, {
      request,
      listing: {
        where: { 'state.status': request.status },
        sorts: APPLICATION_SORTS,
      },
      view: (application) => this.views.of(application, asking.actor),
    });
  }
}
