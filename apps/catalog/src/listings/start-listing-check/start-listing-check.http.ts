import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { DeclaringOfficerRequest } from '#common/http/officer.request.js';
import { Operation } from '#common/http/operation.js';
import { startListingCheck } from '../domain/changing-officer.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class StartListingCheckHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'startListingCheck',
    method: 'POST',
    path: '/v1/listings/:id/check',
    summary: 'An officer takes the checks of a listing on (R-02)',
    ifMatch: true,
    answers: ListingView,
    refuses: ['LISTING_ENDED', 'OFFICER_LINKED', 'OFFICER_RESPONSIBLE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DeclaringOfficerRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const { notLinkedToSupplier, ...contact } = body;
    const officer = { sub: meta.actor.sub, ...contact };
    const started = await this.listings.change({ ...meta, id }, (listing, moment) =>
      startListingCheck(listing, { officer, notLinkedToSupplier }, moment),
    );
    return this.views.of(started, meta.actor);
  }
}
