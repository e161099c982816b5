import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { csvOf } from '#common/exports/csv.js';
import { row, selection } from '../../testing/figure-rows.js';
import type { ContractRow, SelectionRow } from './domain/figure-rows.js';
import { statisticsOf, type StatisticsQuery } from './domain/statistics.js';
import { statisticsTable } from './statistics.table.js';
import { statisticsView } from './statistics.view.js';

const QUERY: StatisticsQuery = {
  asOf: '2025-10-31',
  dateBasis: 'CONCLUDED',
  multiYear: 'YEARLY',
  leadTimeTarget: 10,
};

function tableOf(
  asked: Partial<StatisticsQuery>,
  rows: readonly ContractRow[],
  selections: readonly SelectionRow[] = [],
) {
  return statisticsTable(statisticsView(statisticsOf(rows, selections, { ...QUERY, ...asked })));
}

/** The lines of the file by their Korean headers; the English ones left out. */
async function linesOf(...asked: Parameters<typeof tableOf>) {
  const [, ...lines] = parse(await buffer(csvOf(tableOf(...asked))), { bom: true, columns: true });
  return lines as unknown as readonly Readonly<Record<string, string>>[];
}

const EVERY_LINE = {
  기준일: '2025-10-31',
  '날짜 기준': 'CONCLUDED',
  기간: ' ~ ',
  장기계속계약: 'YEARLY',
  '기록 시점': '',
};

describe('The statistics as a table', () => {
  it('say the whole in one line, with day, date basis and period', async () => {
    const rows = [row(), row({ institution: '1000002', amount: 20_000_001 })];
    expect(await linesOf({ from: '2025-01-01', to: '2025-12-31' }, rows, [selection()])).toEqual([
      {
        '선정 서비스': '1',
        계약: '2',
        '계약금액(원)': '30800001',
        '평균(원)': '15400000',
        '중앙값(원)': '10800000',
        수요기관: '2',
        '계약 공급자': '1',
        ...EVERY_LINE,
        기간: '2025-01-01 ~ 2025-12-31',
      },
    ]);
  });

  it('have a line for each group, with its code and its name in Korean', async () => {
    const rows = [row(), row({ method: 'CATALOG', kind: 'CLOUD_COMPUTING', subtype: 'DAAS' })];
    expect(await linesOf({ groupBy: ['TYPE', 'METHOD'] }, rows)).toMatchObject([
      { 유형: '합계', '유형 이름': '합계', 계약방법: '합계', 계약: '2' },
      {
        유형: 'CONVERGENCE',
        '유형 이름': '융합서비스',
        계약방법: 'NEGOTIATED',
        '계약방법 이름': '수의계약',
        계약: '1',
      },
      { 유형: 'DAAS', '유형 이름': 'DAAS', 계약방법: 'CATALOG', '계약방법 이름': '카탈로그계약', 계약: '1' },
    ]);
  });

  it('have a line for selections without a contract, and none of them where only contracts have the key', async () => {
    const selections = [selection({ kind: 'CLOUD_COMPUTING', subtype: 'PAAS' })];
    const selected = async (groupBy: StatisticsQuery['groupBy'] & object) =>
      (await linesOf({ groupBy }, [row()], selections)).map((line) => [
        Object.values(line)[0],
        line['선정 서비스'],
        line['계약'],
        line['평균(원)'],
      ]);
    expect(await selected(['TYPE'])).toEqual([
      ['합계', '1', '1', '10800000'],
      ['CONVERGENCE', '0', '1', '10800000'],
      ['PAAS', '1', '0', ''],
    ]);
    expect(await selected(['METHOD'])).toEqual([
      ['합계', '1', '1', '10800000'],
      ['NEGOTIATED', '', '1', '10800000'],
    ]);
  });

  it('have no selection, and not an empty cell, where none was made in the period', async () => {
    expect(await linesOf({ groupBy: ['TYPE'] }, [row()])).toMatchObject([
      { '선정 서비스': '0' },
      { 유형: 'CONVERGENCE', '선정 서비스': '0' },
    ]);
  });

  it('R-40: have sums with all their digits, whatever a number holds', async () => {
    const rows = Array.from({ length: 3 }, () => row({ amount: Number.MAX_SAFE_INTEGER }));
    expect(await linesOf({}, rows)).toMatchObject([{ '계약금액(원)': '27021597764222973' }]);
  });

  it('state next to the sheet what they rest on', () => {
    const rows = [row(), row({ registeredOn: undefined })];
    const facts = tableOf({ knownAt: '2026-01-01T00:00:00.000Z' }, rows, [selection()]).facts;
    expect(Object.fromEntries(facts.map(([{ en }, value]) => [en, value]))).toMatchObject({
      'As of': '2025-10-31',
      'Known at': '2026-01-01T00:00:00.000Z',
      'Date basis': 'CONCLUDED',
      'Multi-year contracts': 'YEARLY',
      'AI convergence, of services selected': '1',
      'Contracts unregistered': '1',
      'Concluded within 10 business days': '1 (100 %)',
    });
  });
});
