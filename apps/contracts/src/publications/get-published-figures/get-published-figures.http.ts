import { Controller, Param } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { publicationView, PublicationView } from '../publication.view.js';
import { Publications } from '../publications.repository.js';

@Controller()
export class GetPublishedFiguresHttp {
  constructor(private readonly publications: Publications) {}

  @Operation({
    id: 'getPublishedFigures',
    method: 'GET',
    path: '/v1/published-figures/:id',
    summary: 'Figures as they were published, whatever was recorded since',
    answers: PublicationView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<PublicationView> {
    return publicationView(await this.publications.get(id, asking));
  }
}
