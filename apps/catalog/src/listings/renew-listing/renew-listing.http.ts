import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { renewListing } from '../domain/renewing.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class RenewListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'renewListing',
    method: 'POST',
    path: '/v1/listings/:id/renewal',
    summary: 'NIA or the ministry grants a new term',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'OFFICER_UNDECLARED',
      'NO_RENEWAL_PENDING',
      'LISTING_NOT_ACTIVE',
      'CERTIFICATE_MISSING',
      'RENEWAL_GRANTS_NOTHING',
    ],
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => renewListing(state, body, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
