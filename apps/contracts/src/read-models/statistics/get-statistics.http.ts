import { Controller, Query, type StreamableFile } from '@nestjs/common';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { statisticsQuery } from './asked.js';
import { Figures } from './figures.mongo.js';
import { GetStatisticsRequest } from './get-statistics.request.js';
import { statisticsTable } from './statistics.table.js';
import { StatisticsView, statisticsView } from './statistics.view.js';

@Controller()
export class GetStatisticsHttp {
  constructor(
    private readonly figures: Figures,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'getStatistics',
    method: 'GET',
    path: '/v1/statistics',
    summary: 'Selections, contracts, institutions and amounts as of a day',
    answers: StatisticsView,
    files: FILE_TYPES,
    refuses: ['STATISTICS_PERIOD'],
  })
  async handle(@Query() { format, ...asked }: GetStatisticsRequest): Promise<StatisticsView | StreamableFile> {
    const view = statisticsView(await this.figures.statistics(statisticsQuery(asked, this.stores.moment())));
    return (await fileFor({ ...(format !== undefined && { format }) }, () => statisticsTable(view))) ?? view;
  }
}
