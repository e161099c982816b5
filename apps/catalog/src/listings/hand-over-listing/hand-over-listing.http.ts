import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { handOverListing } from '../domain/changing-officer.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { HandOverListingRequest } from './hand-over-listing.request.js';

@Controller()
export class HandOverListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'handOverListing',
    method: 'POST',
    path: '/v1/listings/:id/hand-over',
    summary: 'Another officer is named as the responsible one, with a reason (R-02)',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_ENDED', 'LISTING_WITHOUT_OFFICER', 'OFFICER_LINKED', 'OFFICER_RESPONSIBLE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: HandOverListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const changed = await this.listings.change({ ...meta, id }, (listing) =>
      handOverListing(listing, { ...body, by: meta.actor.sub }),
    );
    return this.views.of(changed, meta.actor);
  }
}
