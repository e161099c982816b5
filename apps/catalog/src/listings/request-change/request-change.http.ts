import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { RequestChangeRequest } from './request-change.request.js';
import { presentationOf } from '../content.request.js';
import { requestChange, type RequestedChange } from '../domain/changing.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { UndebarredListings } from '../undebarred-listings.js';

@Controller()
export class RequestChangeHttp {
  constructor(
    private readonly undebarred: UndebarredListings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'requestChange',
    method: 'POST',
    path: '/v1/listings/:id/changes',
    summary: 'The supplier changes one part of its listing; what is MINOR applies at once (A-12)',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'SUPPLIER_DEBARRED',
      'LISTING_NOT_ACTIVE',
      'CHANGE_PENDING',
      'CHANGE_AMBIGUOUS',
      'KIND_FIXED',
      'PRICE_CODE_REPEATED',
      'AMOUNT_IMPLAUSIBLE',
      'TIERS_NOT_FALLING',
      'METER_NOT_BY_USE',
      'AI_NOT_STATED',
      'AI_NETWORK_NOT_OFFERED',
      'PRICES_MISSING',
      'NOTHING_CHANGED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RequestChangeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.undebarred.change({ ...meta, id }, (state, moment) =>
      requestChange(state, changeOf(body), moment),
    );
    return this.views.of(listing, meta.actor);
  }
}

function changeOf(body: RequestChangeRequest): RequestedChange {
  const { images: _images, manualUrl: _manual, trialUrl: _trial, ...change } = body;
  const presentation = presentationOf(body);
  return { ...change, ...(Object.keys(presentation).length > 0 && { presentation }) };
}
