import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { closeSuspensionReview } from '../domain/reviewing-incidents.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class CloseSuspensionReviewHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'closeSuspensionReview',
    method: 'POST',
    path: '/v1/listings/:id/suspension-review/closure',
    summary: 'NIA has looked at the reported incidents and does not suspend',
    ifMatch: true,
    answers: ListingView,
    refuses: ['NO_SUSPENSION_REVIEW'],
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    const listing = await this.listings.change({ ...meta, id }, (state) => closeSuspensionReview(state, body));
    return this.views.of(listing, meta.actor);
  }
}
