import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { hasContact, ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { ListListingFilesRequest } from './list-listing-files.request.js';

/** A supplier's own listings, or all of them for NIA and the auditor; newest first. */
@Controller()
export class ListListingFilesHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'listListingFiles',
    method: 'GET',
    path: '/v1/listing-files',
    summary: 'Work list: listings with their files, unpublished ones included',
    accesses: { what: 'CONTACT', when: hasContact },
    answers: pageOf(ListingView),
  })
  async handle(@Query() request: ListListingFilesRequest, @Asker() asking: Asking): Promise<Page<ListingView>> {
    const where = {
      'state.facts.status': request.status,
      'state.facts.applicationId': request.applicationId,
    };
    const found = await pageFor(this.listings, asking, { request, listing: { where }, view: (listing) => listing });
    return { ...found, items: await this.views.all(found.items, asking.actor) };
  }
}
