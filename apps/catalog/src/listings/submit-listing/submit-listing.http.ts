import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { SubmitListing } from './submit-listing.usecase.js';

@Controller()
export class SubmitListingHttp {
  constructor(
    private readonly useCase: SubmitListing,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'submitListing',
    method: 'POST',
    path: '/v1/listings/:id/submission',
    summary: 'The supplier says its listing is complete',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: undefined }), meta.actor);
  }
}
