import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { takeOverListing } from '../domain/changing-officer.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { TakeOverListingRequest } from './take-over-listing.request.js';

@Controller()
export class TakeOverListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'takeOverListing',
    method: 'POST',
    path: '/v1/listings/:id/take-over',
    summary: 'An officer becomes the responsible one, with a reason (R-02)',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_ENDED', 'LISTING_WITHOUT_OFFICER', 'OFFICER_LINKED', 'OFFICER_RESPONSIBLE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: TakeOverListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const { notLinkedToSupplier, reason, ...contact } = body;
    const officer = { sub: meta.actor.sub, ...contact };
    const changed = await this.listings.change({ ...meta, id }, (listing) =>
      takeOverListing(listing, { officer, notLinkedToSupplier, reason }),
    );
    return this.views.of(changed, meta.actor);
  }
}
