import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SuspendListingRequest } from './suspend-listing.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { SuspendListing } from './suspend-listing.usecase.js';

@Controller()
export class SuspendListingHttp {
  constructor(
    private readonly useCase: SuspendListing,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'suspendListing',
    method: 'POST',
    path: '/v1/listings/:id/suspension',
    summary: 'NIA suspends a listing: visible, no new contracts',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: SuspendListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
