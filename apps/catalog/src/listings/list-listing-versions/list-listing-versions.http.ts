import { Controller, Param, Query } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { endOfDay } from '#common/kernel/day.js';
import { listingVersionsView, ListingVersionsView } from '../listing.view.js';
import { versionsIn } from '../listing.versions.js';
import { Listings } from '../listings.repository.js';
import { ListListingVersionsRequest } from './list-listing-versions.request.js';

@Controller()
export class ListListingVersionsHttp {
  constructor(private readonly listings: Listings) {}

  @Operation({
    id: 'listListingVersions',
    method: 'GET',
    path: '/v1/listings/:id/versions',
    summary: 'Versions of a listing, newest first, each with what it changed; those of a day by asOf',
    answers: ListingVersionsView,
  })
  async handle(
    @Param('id') id: string,
    @Query() { asOf }: ListListingVersionsRequest,
    @Asker() asking: Asking,
  ): Promise<ListingVersionsView> {
    const versions = versionsIn(await this.listings.history(id, asking));
    return listingVersionsView(versions.filter(({ since }) => asOf === undefined || since < endOfDay(asOf)));
  }
}
