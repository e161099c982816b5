import { Controller, Param } from '@nestjs/common';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { notFound } from '#common/kernel/errors.js';
import { ListingVersionView, listingVersionView } from '../listing.view.js';
import { versionsIn } from '../listing.versions.js';
import { Listings } from '../listings.repository.js';

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
    const versions = versionsIn(await this.listings.history(id, asking));
    const wanted = versions.find(({ facts }) => facts.version === version);
    if (wanted === undefined) throw notFound(`listing ${id} of version`, String(version));
    return listingVersionView(wanted.facts, wanted.since);
  }
}
