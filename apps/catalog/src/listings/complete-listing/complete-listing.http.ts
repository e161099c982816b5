import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CompleteListingRequest } from './complete-listing.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import type { Completion } from '../domain/prepare.js';
import { CompleteListing } from './complete-listing.usecase.js';

@Controller()
export class CompleteListingHttp {
  constructor(
    private readonly useCase: CompleteListing,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'completeListing',
    method: 'PUT',
    path: '/v1/listings/:id',
    summary: 'The supplier completes its listing; what is left out stays as it is',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CompleteListingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: completionOf(body) }), meta.actor);
  }
}

const completionOf = ({ images, manualUrl, trialUrl, ...content }: CompleteListingRequest): Completion => ({
  ...content,
  presentation: {
    ...(images !== undefined && { imageUrls: images.map((image) => image.url) }),
    ...(manualUrl !== undefined && { manualUrl }),
    ...(trialUrl !== undefined && { trialUrl }),
  },
});
