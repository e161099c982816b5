import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { returnListing } from '../domain/publishing.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class ReturnListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'returnListing',
    method: 'POST',
    path: '/v1/listings/:id/return',
    summary: 'NIA returns a listing to its supplier',
    ifMatch: true,
    answers: ListingView,
    refuses: ['OFFICER_UNDECLARED', 'LISTING_NOT_IN_CHECK'],
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => returnListing(state, body, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
