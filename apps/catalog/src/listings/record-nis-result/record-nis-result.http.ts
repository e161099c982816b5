import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { byResponsible } from '../domain/officer.rules.js';
import { recordNisResult } from '../domain/verifying.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { NisResultRequest } from '../nis-result.request.js';
@Controller()
export class RecordNisResultHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'recordNisResult',
    method: 'POST',
    path: '/v1/listings/:id/nis-results',
    summary: 'NIA records what the intelligence service found on one network',
    ifMatch: true,
    answers: ListingView,
    refuses: ['OFFICER_UNDECLARED', 'LISTING_NOT_ACTIVE', 'NETWORK_MISMATCH', 'NIS_RESULT_DAYS', 'NIS_RESULT_RECORDED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: NisResultRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => recordNisResult(state, body, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
