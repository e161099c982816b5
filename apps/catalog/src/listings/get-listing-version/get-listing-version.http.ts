import { Controller, Param } from '@nestjs/common';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { notFound } from '#common/kernel/errors.js';
import { ListingVersionView, listingVersionView } from '../listing.view.js';
import { Listings } from '../listings.repository.js';

const UNPUBLISHED = new Set(['PREPARING', 'IN_CHECK']);

/** The events are the versions: each public one carries the whole content, so none is kept a second time. */
@Controller()
export class GetListingVersionHttp {
  constructor(private readonly listings: Listings) {}

  @Operation({
    id: 'getListingVersion',
    method: 'GET',
    path: '/v1/listings/:id/versions/:version',
    summary: 'Content of one version, as contracts pinned it',
    answers: ListingVersionView,
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('version') version: number,
    @Asker() asking: Asking,
  ): Promise<ListingVersionView> {
    const history = await this.listings.history(id, asking);
    const first = history.find((event) => isPublic(event, version));
    if (first === undefined) throw notFound(`listing ${id} of version`, String(version));
    return listingVersionView(first.data as ListingFacts, first.at);
  }
}

function isPublic({ topic, data }: StoredEvent, version: number): boolean {
  const facts = data as ListingFacts;
  return topic !== undefined && facts.version === version && !UNPUBLISHED.has(facts.status);
}
