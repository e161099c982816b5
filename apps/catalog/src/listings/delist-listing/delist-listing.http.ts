import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { DelistingRequest } from '../delisting.request.js';
import { delistListing } from '../domain/delisting.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingUsers } from '../listing-users.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class DelistListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly users: ListingUsers,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'delistListing',
    method: 'POST',
    path: '/v1/listings/:id/delisting',
    summary: 'NIA or the ministry announces the end of a listing; its users are told',
    ifMatch: true,
    answers: ListingView,
    refuses: ['OFFICER_UNDECLARED', 'LISTING_NOT_ACTIVE', 'DELISTING_TOO_EARLY'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DelistingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const users = await this.users.of(id);
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => delistListing(state, { ...body, users }, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
