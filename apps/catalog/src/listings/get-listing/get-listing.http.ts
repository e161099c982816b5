import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { hasContact, ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { ViewCounts } from '../../read-models/listing-views/view-counts.mongo.js';

@Controller()
export class GetListingHttp {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
    private readonly viewCounts: ViewCounts,
  ) {}

  @Operation({
    id: 'getListing',
    method: 'GET',
    path: '/v1/listings/:id',
    summary: 'A listing; its supplier, NIA and the auditor also see its file',
    accesses: { what: 'CONTACT', when: hasContact },
    answers: ListingView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ListingView> {
    const view = await this.views.of(await this.listings.get(id, asking), asking.actor);
    // Who works on the listing sees its file; all others look at it.
    if (view.file === undefined) this.viewCounts.seen(id);
    return view;
  }
}
