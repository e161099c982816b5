import { Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import type { Table } from '#common/exports/table.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { statisticsTable } from '../../read-models/statistics/statistics.table.js';
import { publicationView, PublicationView } from '../publication.view.js';
import { Publications } from '../publications.repository.js';
import { GetPublishedFiguresRequest } from './get-published-figures.request.js';

@Controller()
export class GetPublishedFiguresHttp {
  constructor(private readonly publications: Publications) {}

  @Operation({
    id: 'getPublishedFigures',
    method: 'GET',
    path: '/v1/published-figures/:id',
    summary: 'Figures as they were published, whatever was recorded since',
    answers: PublicationView,
    files: FILE_TYPES,
  })
  async handle(
    @Param('id') id: string,
    @Query() request: GetPublishedFiguresRequest,
    @Asker() asking: Asking,
  ): Promise<PublicationView | StreamableFile> {
    const view = publicationView(await this.publications.get(id, asking));
    return (await fileFor(request, () => publicationTable(view))) ?? view;
  }
}

/** As it was published. */
function publicationTable({ title, publishedOn, figures }: PublicationView): Table {
  const table = statisticsTable(figures);
  const published: Table['facts'] = [
    [{ ko: '공표 제목', en: 'Published as' }, title],
    [{ ko: '공표일', en: 'Published on' }, publishedOn],
  ];
  return { ...table, facts: [...published, ...table.facts] };
}
