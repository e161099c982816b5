import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { rejectChange } from '../domain/changing.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class RejectChangeHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'rejectChange',
    method: 'POST',
    path: '/v1/listings/:id/changes/:n/rejection',
    summary: 'NIA rejects a change',
    ifMatch: true,
    answers: ListingView,
    refuses: ['OFFICER_UNDECLARED', 'CHANGE_UNKNOWN', 'CHANGE_DECIDED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') no: number,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state) => rejectChange(state, { no, reason: body.reason })),
    );
    return this.views.of(listing, meta.actor);
  }
}
