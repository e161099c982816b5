import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CorrectNisResultRequest } from './correct-nis-result.request.js';
import { byResponsible } from '../domain/officer.rules.js';
import { correctNisResult } from '../domain/verifying.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class CorrectNisResultHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'correctNisResult',
    method: 'POST',
    path: '/v1/listings/:id/nis-results/correction',
    summary: 'NIA corrects a result that it recorded wrongly',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'OFFICER_UNDECLARED',
      'LISTING_NOT_ACTIVE',
      'NETWORK_MISMATCH',
      'NIS_RESULT_DAYS',
      'NIS_RESULT_UNKNOWN',
      'NOTHING_CHANGED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CorrectNisResultRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => correctNisResult(state, body, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
