import { ensurePeriod } from '#common/http/query-period.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Groupings } from './domain/grouping.js';
import type { StatisticsQuery } from './domain/statistics.js';
import type { StatisticsRequest } from './statistics.fields.js';

/** What was asked, with all that a request may leave out. @throws Refusal 422 STATISTICS_PERIOD */
export function statisticsQuery(asked: StatisticsRequest, { today, policy }: Moment): StatisticsQuery {
  const { asOf = today, dateBasis = 'CONCLUDED', multiYear = 'YEARLY', from, to, knownAt, groupBy } = asked;
  ensurePeriod(asked);
  return {
    asOf,
    dateBasis,
    multiYear,
    leadTimeTarget: policy['contracts.leadTimeTargetBusinessDays'],
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(knownAt !== undefined && { knownAt: new Date(knownAt).toISOString() }),
    // The request admits one grouping, or two.
    ...(groupBy !== undefined && { groupBy: groupBy.split(',') as unknown as Groupings }),
  };
}

/** The query of `GET /v1/statistics` that asks the same; one text for one question. */
export function queryText({ groupBy, leadTimeTarget: _, ...query }: StatisticsQuery): string {
  const stated = { ...query, ...(groupBy !== undefined && { groupBy: groupBy.join(',') }) };
  return new URLSearchParams(Object.entries(stated).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}
