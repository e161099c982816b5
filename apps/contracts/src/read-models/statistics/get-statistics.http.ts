import { Controller, Query } from '@nestjs/common';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { statisticsQuery } from './asked.js';
import { Figures } from './figures.mongo.js';
import { StatisticsView, statisticsView } from './statistics.view.js';
import { StatisticsRequest } from './statistics.fields.js';

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
    refuses: ['STATISTICS_PERIOD'],
  })
  async handle(@Query() request: StatisticsRequest): Promise<StatisticsView> {
    return statisticsView(await this.figures.statistics(statisticsQuery(request, this.stores.moment())));
  }
}
