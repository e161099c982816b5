import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { publishListing } from '../domain/publishing.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { UndebarredListings } from '../undebarred-listings.js';

@Controller()
export class PublishListingHttp {
  constructor(
    private readonly undebarred: UndebarredListings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'publishListing',
    method: 'POST',
    path: '/v1/listings/:id/publication',
    summary: 'NIA publishes a listing whose content is what was selected',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'SUPPLIER_DEBARRED',
      'OFFICER_UNDECLARED',
      'LISTING_NOT_IN_CHECK',
      'CONTENT_DIFFERS',
      'PRICES_MISSING',
      'CERTIFICATE_MISSING',
      'VALIDITY_ENDED',
    ],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.undebarred.change({ ...meta, id }, byResponsible(meta.actor, publishListing));
    return this.views.of(listing, meta.actor);
  }
}
