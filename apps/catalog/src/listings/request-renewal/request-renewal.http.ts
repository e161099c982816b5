import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { requestRenewal } from '../domain/renewing.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class RequestRenewalHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'requestRenewal',
    method: 'POST',
    path: '/v1/listings/:id/renewal-request',
    summary: 'The supplier asks for a new term',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_NOT_ACTIVE', 'RENEWAL_PENDING', 'RENEWAL_TOO_EARLY'],
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.listings.change({ ...meta, id }, (state, moment) => requestRenewal(state, body, moment));
    return this.views.of(listing, meta.actor);
  }
}
