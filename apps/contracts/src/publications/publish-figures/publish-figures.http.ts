import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { publicationView, PublicationView } from '../publication.view.js';
import { PublishFiguresRequest } from './publish-figures.request.js';
import { PublishFigures } from './publish-figures.usecase.js';

@Controller()
export class PublishFiguresHttp {
  constructor(private readonly useCase: PublishFigures) {}

  @Operation({
    id: 'publishFigures',
    method: 'POST',
    path: '/v1/published-figures',
    summary: 'The ministry publishes figures, which are kept as they are now',
    status: 201,
    answers: PublicationView,
    refuses: ['PUBLICATION_EXISTS', 'PUBLICATION_AHEAD', 'STATISTICS_PERIOD'],
  })
  async handle(@Body() body: PublishFiguresRequest, @Meta() meta: CommandMeta): Promise<PublicationView> {
    return publicationView(await this.useCase.execute({ ...meta, data: body }));
  }
}
