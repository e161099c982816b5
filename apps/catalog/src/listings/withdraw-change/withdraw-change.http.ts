import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { withdrawChange } from '../domain/changing.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class WithdrawChangeHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'withdrawChange',
    method: 'POST',
    path: '/v1/listings/:id/changes/:n/withdrawal',
    summary: 'The supplier withdraws a change that waits',
    ifMatch: true,
    answers: ListingView,
    refuses: ['CHANGE_UNKNOWN', 'CHANGE_DECIDED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') no: number,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const withdrawal = { no, reason: body.reason };
    const listing = await this.listings.change({ ...meta, id }, (state) => withdrawChange(state, withdrawal));
    return this.views.of(listing, meta.actor);
  }
}
