import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { resumeListing } from '../domain/suspending.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { UndebarredListings } from '../undebarred-listings.js';

@Controller()
export class ResumeListingHttp {
  constructor(
    private readonly undebarred: UndebarredListings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'resumeListing',
    method: 'POST',
    path: '/v1/listings/:id/resumption',
    summary: 'NIA ends a suspension; the reason says by what proof',
    ifMatch: true,
    answers: ListingView,
    refuses: ['SUPPLIER_DEBARRED', 'OFFICER_UNDECLARED', 'LISTING_NOT_SUSPENDED', 'CERTIFICATE_MISSING'],
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.undebarred.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => resumeListing(state, body, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
