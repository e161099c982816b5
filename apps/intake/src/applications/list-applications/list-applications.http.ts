import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { listQuery, page, pageOf, type Page } from '#common/http/paging.js';
import type { FieldFilter } from '#common/aggregates/documents.js';
import { Stores } from '#common/aggregates/stores.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { ListApplicationsRequest } from './list-applications.request.js';

@Controller()
export class ListApplicationsHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listApplications',
    method: 'GET',
    path: '/v1/applications',
    summary: 'The applications the reader may see; a supplier its own',
    answers: pageOf(ApplicationView),
  })
  async handle(@Query() request: ListApplicationsRequest, @Asker() asking: Asking): Promise<Page<ApplicationView>> {
    const where = { 'state.status': request.status, ...ownOnly(asking) };
    const query = listQuery(request, { where, sorts: { createdAt: '_id', submittedOn: 'state.submittedOn' } });
    const found = await this.applications.list(query);
    const shown = page(found, query, (application) => application);
    // What is not for the reader leaves the page, not the cursor: a page may be shorter, none is skipped.
    const items = shown.items
      .filter(({ state }) => this.stores.holds(asking, state))
      .map((one) => this.views.of(one, asking.actor));
    return { ...shown, items };
  }
}

/** A supplier's list is cut down in the store already. */
function ownOnly({ actor }: Asking): Record<string, FieldFilter> {
  if (actor.kind !== 'person' || !actor.roles.every((role) => role === 'SUPPLIER')) return {};
  return { 'state.supplier.businessNumber': actor.org ?? '' };
}
