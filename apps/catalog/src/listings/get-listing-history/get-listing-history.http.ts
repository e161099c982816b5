import { Controller, Param } from '@nestjs/common';
import { hasRole, type Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Stores } from '#common/aggregates/stores.js';
import { sightOf } from '../listing.history.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class GetListingHistoryHttp {
  constructor(
    private readonly listings: Listings,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'getListingHistory',
    method: 'GET',
    path: '/v1/listings/:id/history',
    summary: 'Who did what to a listing, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    const { state } = await this.listings.get(id, asking);
    const mayTakeOver = this.stores.holds({ ...asking, operation: 'takeOverListing' }, state);
    const seesOfficers = mayTakeOver || hasRole(asking.actor, 'AUDITOR');
    return historyView(await this.listings.history(id, asking), sightOf(seesOfficers));
  }
}
