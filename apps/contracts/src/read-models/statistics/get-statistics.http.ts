import { Controller, Query } from '@nestjs/common';
import { Operation } from '#common/http/operation.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { Stores } from '#common/aggregates/stores.js';
import { statisticsOf, type Groupings } from './domain/statistics.js';
import { Figures } from './figures.mongo.js';
import { StatisticsView, statisticsView } from './statistics.view.js';
import { GetStatisticsRequest } from './get-statistics.request.js';

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
  async handle(@Query() request: GetStatisticsRequest): Promise<StatisticsView> {
    const { asOf = this.stores.moment().today, dateBasis = 'CONCLUDED', from, to, multiYear, groupBy } = request;
    ensure(from === undefined || to === undefined || from <= to, () =>
      invalid('STATISTICS_PERIOD', 'A period ends on its first day or later.'),
    );
    const [contracts, selections] = await Promise.all([this.figures.contracts(), this.figures.selections()]);
    const known = contracts.filter(({ concludedOn }) => concludedOn <= asOf);
    const query = {
      asOf,
      dateBasis,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(multiYear !== undefined && { multiYear }),
      // The request admits one grouping, or two.
      ...(groupBy !== undefined && { groupBy: groupBy.split(',') as unknown as Groupings }),
    };
    return statisticsView(statisticsOf(known, selections, query));
  }
}
