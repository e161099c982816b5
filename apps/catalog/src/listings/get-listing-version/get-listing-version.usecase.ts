import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { notFound } from '#common/kernel/errors.js';
import { listingVersionView, type ListingVersionView } from '../listing.view.js';
import { Listings } from '../listings.repository.js';

const UNPUBLISHED = new Set(['PREPARING', 'IN_CHECK']);

/** The events are the versions: each public one carries the whole content, so none is kept a second time. */
@Injectable()
export class GetListingVersion {
  constructor(private readonly listings: Listings) {}

  async execute(id: string, version: number, asking: Asking): Promise<ListingVersionView> {
    const history = await this.listings.history(id, asking);
    const first = history.find(({ topic, data }) => {
      const facts = data as ListingFacts;
      return topic !== undefined && facts.version === version && !UNPUBLISHED.has(facts.status);
    });
    if (first === undefined) throw notFound(`listing ${id} of version`, String(version));
    return listingVersionView(first.data as ListingFacts, first.at);
  }
}
