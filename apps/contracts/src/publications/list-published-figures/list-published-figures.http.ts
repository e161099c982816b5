import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { ListedPublicationView, listedPublicationView } from '../publication.view.js';
import { Publications } from '../publications.repository.js';
import { ListPublishedFiguresRequest, PUBLICATION_SORTS } from './list-published-figures.request.js';

@Controller()
export class ListPublishedFiguresHttp {
  constructor(private readonly publications: Publications) {}

  @Operation({
    id: 'listPublishedFigures',
    method: 'GET',
    path: '/v1/published-figures',
    summary: 'What was published, without the figures',
    answers: pageOf(ListedPublicationView),
  })
  handle(@Query() request: ListPublishedFiguresRequest, @Asker() asking: Asking): Promise<Page<ListedPublicationView>> {
    return pageFor(this.publications, asking, {
      request,
      listing: { where: {}, sorts: PUBLICATION_SORTS },
      view: listedPublicationView,
    });
  }
}
