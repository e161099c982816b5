import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ListingVersionView } from '../listing.view.js';
import { GetListingVersion } from './get-listing-version.usecase.js';

@Controller()
export class GetListingVersionHttp {
  constructor(private readonly useCase: GetListingVersion) {}

  @Operation({
    id: 'getListingVersion',
    method: 'GET',
    path: '/v1/listings/:id/versions/:version',
    summary: 'Content of one version, as contracts pinned it',
    answers: ListingVersionView,
  })
  handle(
    @Param('id') id: string,
    @NumberParam('version') version: number,
    @Asker() asking: Asking,
  ): Promise<ListingVersionView> {
    return this.useCase.execute(id, version, asking);
  }
}
