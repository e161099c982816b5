import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { DelistingRequest } from '../delisting.request.js';
import { requestDelisting } from '../domain/delisting.js';
import { ListingUsers } from '../listing-users.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class RequestDelistingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly users: ListingUsers,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'requestDelisting',
    method: 'POST',
    path: '/v1/listings/:id/delisting-request',
    summary: 'The supplier asks for the end of its listing',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_NOT_ACTIVE', 'DELISTING_TOO_EARLY'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DelistingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const users = await this.users.of(id);
    const listing = await this.listings.change({ ...meta, id }, (state, moment) =>
      requestDelisting(state, { ...body, users }, moment),
    );
    return this.views.of(listing, meta.actor);
  }
}
