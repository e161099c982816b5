import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { ListingView } from '../listing.view.js';
import { ListListingFilesRequest } from './list-listing-files.request.js';
import { ListListingFiles } from './list-listing-files.usecase.js';

@Controller()
export class ListListingFilesHttp {
  constructor(private readonly useCase: ListListingFiles) {}

  @Operation({
    id: 'listListingFiles',
    method: 'GET',
    path: '/v1/listing-files',
    summary: 'Work list: listings with their files, unpublished ones included',
    answers: pageOf(ListingView),
  })
  handle(@Query() request: ListListingFilesRequest, @Asker() asking: Asking): Promise<Page<ListingView>> {
    return this.useCase.execute(request, asking);
  }
}
