import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApproveChangeRequest } from './approve-change.request.js';
import { approveChange } from '../domain/changing.js';
import { byResponsible } from '../domain/officer.rules.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { UndebarredListings } from '../undebarred-listings.js';

@Controller()
export class ApproveChangeHttp {
  constructor(
    private readonly undebarred: UndebarredListings,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'approveChange',
    method: 'POST',
    path: '/v1/listings/:id/changes/:n/approval',
    summary: 'NIA approves a change: it is applied',
    ifMatch: true,
    answers: ListingView,
    refuses: [
      'SUPPLIER_DEBARRED',
      'OFFICER_UNDECLARED',
      'LISTING_NOT_ACTIVE',
      'CHANGE_UNKNOWN',
      'CHANGE_DECIDED',
      'EXPERT_OPINION_MISSING',
      'CERTIFICATE_MISSING',
      'PRICES_MISSING',
      'AI_NOT_STATED',
      'AI_NETWORK_NOT_OFFERED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') no: number,
    @Body() body: ApproveChangeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const listing = await this.undebarred.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => approveChange(state, { no, ...body }, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
