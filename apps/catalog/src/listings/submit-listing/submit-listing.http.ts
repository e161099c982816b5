import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { submitListing } from '../domain/preparing.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class SubmitListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'submitListing',
    method: 'POST',
    path: '/v1/listings/:id/submission',
    summary: 'The supplier says its listing is complete',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_NOT_PREPARING', 'LISTING_INCOMPLETE'],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.listings.change({ ...meta, id }, submitListing);
    return this.views.of(listing, meta.actor);
  }
}
