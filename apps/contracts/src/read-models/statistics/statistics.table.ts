import { tableOf, type Cell, type Column, type Table, type TableAbout } from '#common/exports/table.js';
import { integerOf } from '#common/http/json-integer.js';
import { periodText } from '#common/http/query-period.js';
import { textOfCode, type Bilingual } from '#common/kernel/bilingual.js';
import { byKeys, idOf, isOfSelections, type Groupings, type Grouping, type Keys } from './domain/grouping.js';
import type { StatisticsView } from './statistics.view.js';
import { CODE_WORDS, GROUPING_WORDS } from './statistics.words.js';

/** The whole, or one group of it. */
interface Line {
  /** Absent on the line of the whole. */
  readonly keys?: Keys;
  readonly selections?: number;
  /** Absent where there are selections, and no contract. */
  readonly figures?: Figures;
}
type Figures = Pick<
  StatisticsView,
  'contracts' | 'amountText' | 'mean' | 'median' | 'institutions' | 'contractedSuppliers'
>;

/** In place of a key, on the line of the whole. */
const TOTAL = '합계';

const wonOf = (value: StatisticsView['mean'] | undefined): Cell =>
  value === null || value === undefined ? undefined : integerOf(value);

/**
 * The statistics as a table: the whole first, then each group. Every line says how it was counted, since a file is
 * read without its query (§6.3, R-48).
 */
export function statisticsTable(statistics: StatisticsView): Table {
  const { asOf, knownAt, dateBasis, multiYear, groupBy } = statistics;
  const groupings = (groupBy?.split(',') ?? []) as unknown as Groupings | readonly [];
  const columns: readonly Column<Line>[] = [
    ...groupings.flatMap((grouping, i) => keyColumns(grouping, i)),
    number({ ko: '선정 서비스', en: 'Services selected' }, ({ selections }) => selections),
    number({ ko: '계약', en: 'Contracts' }, ({ figures }) => figures?.contracts ?? 0),
    number({ ko: '계약금액(원)', en: 'Amount (KRW)' }, ({ figures }) => BigInt(figures?.amountText ?? 0)),
    number({ ko: '평균(원)', en: 'Mean (KRW)' }, ({ figures }) => wonOf(figures?.mean)),
    number({ ko: '중앙값(원)', en: 'Median (KRW)' }, ({ figures }) => wonOf(figures?.median)),
    number({ ko: '수요기관', en: 'Institutions' }, ({ figures }) => figures?.institutions ?? 0),
    number({ ko: '계약 공급자', en: 'Contracted suppliers' }, ({ figures }) => figures?.contractedSuppliers ?? 0),
    { header: { ko: '기준일', en: 'As of' }, kind: 'DAY', of: () => asOf },
    { header: { ko: '날짜 기준', en: 'Date basis' }, kind: 'TEXT', of: () => dateBasis },
    { header: { ko: '기간', en: 'Period' }, kind: 'TEXT', of: () => periodText(statistics) },
    { header: { ko: '장기계속계약', en: 'Multi-year contracts' }, kind: 'TEXT', of: () => multiYear },
    { header: { ko: '기록 시점', en: 'Known at' }, kind: 'TEXT', of: () => knownAt },
  ];
  return tableOf(columns, linesOf(statistics, groupings), {
    name: { ko: `이용계약 실적 ${asOf}`, en: `Statistics ${asOf}` },
    facts: factsOf(statistics),
  });
}

const number = (header: Bilingual, of: (line: Line) => Cell): Column<Line> => ({ header, kind: 'NUMBER', of });

/** The key as the API says it, and in Korean. */
function keyColumns(grouping: Grouping, place: number): readonly Column<Line>[] {
  const { ko, en } = GROUPING_WORDS[grouping];
  const words = CODE_WORDS[grouping];
  const keyOf = ({ keys }: Line): string => (place === 0 ? keys?.key : keys?.secondKey) ?? TOTAL;
  const code: Column<Line> = { header: { ko, en }, kind: 'TEXT', of: keyOf };
  if (words === undefined) return [code];
  return [
    code,
    {
      header: { ko: `${ko} 이름`, en: `${en} in Korean` },
      kind: 'TEXT',
      of: (line) => textOfCode(words, keyOf(line)).ko,
    },
  ];
}

/** A group of selections alone, or of contracts alone, is a line as well. */
function linesOf({ groups, selections, ...whole }: StatisticsView, groupings: readonly Grouping[]): readonly Line[] {
  const areOfSelections = groupings.every(isOfSelections);
  const ofContracts = new Map(groups.map((group) => [idOf(group), group]));
  const ofSelections = new Map(selections.groups.map((group) => [idOf(group), group]));
  const lines = [...new Map<string, Keys>([...ofContracts, ...ofSelections])].map(([id, keys]): Line => {
    const [figures, selected] = [ofContracts.get(id), ofSelections.get(id)];
    // Empty: contracts alone have this grouping.
    const count = selected?.total ?? (areOfSelections ? 0 : undefined);
    return { keys, ...(count !== undefined && { selections: count }), ...(figures !== undefined && { figures }) };
  });
  return [
    { selections: selections.total, figures: whole },
    ...lines.sort((a, b) => byKeys(a.keys as Keys, b.keys as Keys)),
  ];
}

function factsOf(statistics: StatisticsView): TableAbout['facts'] {
  const { asOf, knownAt, dateBasis, multiYear, selections, suppliers, unregistered, corrections, leadTime } =
    statistics;
  const { rescinded, terminated, amended } = corrections;
  const { businessDays, contracts, percent } = leadTime.withinTarget;
  return [
    [{ ko: '기준일', en: 'As of' }, asOf],
    [{ ko: '기록 시점', en: 'Known at' }, knownAt ?? ''],
    [{ ko: '날짜 기준', en: 'Date basis' }, dateBasis],
    [{ ko: '장기계속계약', en: 'Multi-year contracts' }, multiYear],
    [{ ko: '기간', en: 'Period' }, periodText(statistics)],
    [{ ko: '집계 대상', en: 'Counted' }, statistics.counted.ko],
    [
      { ko: '선정 서비스 중 인공지능 융합서비스', en: 'AI convergence, of services selected' },
      `${selections.aiConvergence}`,
    ],
    [{ ko: '선정 서비스 공급자', en: 'Suppliers of services selected' }, `${suppliers}`],
    [{ ko: '이용 미등록 계약', en: 'Contracts unregistered' }, `${unregistered}`],
    [{ ko: '해제', en: 'Rescinded' }, `${rescinded}`],
    [{ ko: '해지', en: 'Terminated' }, `${terminated}`],
    [{ ko: '변경', en: 'Amended' }, `${amended}`],
    [{ ko: '계약 소요 영업일 중앙값', en: 'Business days to conclude, median' }, `${leadTime.median ?? ''}`],
    [{ ko: '계약 소요 영업일 90백분위', en: 'Business days to conclude, p90' }, `${leadTime.p90 ?? ''}`],
    [
      { ko: `${businessDays}영업일 안에 체결`, en: `Concluded within ${businessDays} business days` },
      percent === null ? `${contracts}` : `${contracts} (${percent} %)`,
    ],
  ];
}
