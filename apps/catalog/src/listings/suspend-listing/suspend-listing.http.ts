import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SuspendListingRequest } from './suspend-listing.request.js';
import { suspendListing } from '../domain/suspending.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class SuspendListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'suspendListing',
    method: 'POST',
    path: '/v1/listings/:id/suspension',
    summary: 'NIA suspends a listing: visible, no new contracts',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_NOT_ACTIVE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: SuspendListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.listings.change({ ...meta, id }, (state, moment) => suspendListing(state, body, moment));
    return this.views.of(listing, meta.actor);
  }
}
