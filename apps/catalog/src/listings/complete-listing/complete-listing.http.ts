import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CompleteListingRequest } from './complete-listing.request.js';
import { presentationOf } from '../content.request.js';
import { completeListing, type Completion } from '../domain/preparing.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class CompleteListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'completeListing',
    method: 'PUT',
    path: '/v1/listings/:id',
    summary: 'The supplier completes its listing; what is left out stays as it is',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'LISTING_NOT_PREPARING',
      'PRICE_CODE_REPEATED',
      'AMOUNT_IMPLAUSIBLE',
      'TIERS_NOT_FALLING',
      'METER_NOT_BY_USE',
      'AI_NOT_STATED',
      'AI_NETWORK_NOT_OFFERED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CompleteListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.listings.change({ ...meta, id }, (state, moment) =>
      completeListing(state, completionOf(body), moment),
    );
    return this.views.of(listing, meta.actor);
  }
}

function completionOf(body: CompleteListingRequest): Completion {
  const { images: _images, manualUrl: _manual, trialUrl: _trial, ...content } = body;
  return { ...content, presentation: presentationOf(body) };
}
