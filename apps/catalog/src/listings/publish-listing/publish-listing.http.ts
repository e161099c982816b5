import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { PublishListing } from './publish-listing.usecase.js';

@Controller()
export class PublishListingHttp {
  constructor(
    private readonly useCase: PublishListing,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'publishListing',
    method: 'POST',
    path: '/v1/listings/:id/publication',
    summary: 'NIA publishes a listing whose content is what was selected',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: undefined }), meta.actor);
  }
}
