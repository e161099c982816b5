import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { queryText, statisticsQuery } from '../../read-models/statistics/asked.js';
import { Figures } from '../../read-models/statistics/figures.mongo.js';
import { statisticsView } from '../../read-models/statistics/statistics.view.js';
import { ensureKnown, publicationIdOf, publishFigures } from '../domain/publishing.js';
import type { PublicationState } from '../domain/publication.state.js';
import { Publications } from '../publications.repository.js';
import type { PublishFiguresRequest } from './publish-figures.request.js';

@Injectable()
export class PublishFigures {
  constructor(
    private readonly publications: Publications,
    private readonly figures: Figures,
    private readonly stores: Stores,
  ) {}

  async execute(command: Omit<Command<PublishFiguresRequest>, 'id'>): Promise<Snapshot<PublicationState>> {
    const { title, format, ...asked } = command.data;
    const moment = this.stores.moment();
    const query = { knownAt: moment.at.toISOString(), ...statisticsQuery(asked, moment) };
    ensureKnown(query, moment);
    const { asOf, knownAt } = query;
    const cited = { query: queryText(query), asOf, knownAt, format };
    const figures = JSON.stringify(statisticsView(await this.figures.statistics(query)));
    return this.publications.create({ ...command, id: publicationIdOf(cited) }, (now) =>
      publishFigures({ ...cited, title, figures }, now),
    );
  }
}
