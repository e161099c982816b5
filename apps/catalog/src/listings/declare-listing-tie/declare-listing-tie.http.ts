import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { declareTie } from '#common/kernel/responsible-officer.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { DeclareListingTieRequest } from './declare-listing-tie.request.js';

@Controller()
export class DeclareListingTieHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'declareListingTie',
    method: 'POST',
    path: '/v1/listings/:id/officer-tie',
    summary: 'An officer declares a tie to the supplier, and decides nothing of its listing from then on (R-02)',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DeclareListingTieRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const changed = await this.listings.change({ ...meta, id }, (listing) =>
      declareTie(listing, { ...body, officer: meta.actor.sub }),
    );
    return this.views.of(changed, meta.actor);
  }
}
