import type { Day } from '#common/kernel/day.js';
import { serviceTypeOf } from '#common/kernel/service-type.js';
import { byText } from '#common/kernel/text-order.js';
import { lastOf, type ContractRow, type SelectionRow } from './figure-rows.js';
import type { Placed } from './placing.js';

/** What contracts and selections are both grouped by. */
const OF_SELECTIONS = ['KIND', 'SUBTYPE', 'TYPE', 'COMPANY_SIZE', 'SUPPLIER', 'MONTH', 'QUARTER', 'YEAR'] as const;
const OF_CONTRACTS = [
  'METHOD',
  'ROUTE',
  'INSTITUTION_TYPE',
  'MINISTRY',
  'INSTITUTION',
  'USE_TOPIC',
  'FISCAL_YEAR',
] as const;
type OfSelections = (typeof OF_SELECTIONS)[number];

export const GROUPINGS = [...OF_SELECTIONS, ...OF_CONTRACTS] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** By one key, or by two at once. */
export type Groupings = readonly [Grouping] | readonly [Grouping, Grouping];

export interface Keys {
  readonly key: string;
  /** By the second grouping, where two are asked for. */
  readonly secondKey?: string;
}

/** Of what says nothing: no ministry, no topic. */
const UNKNOWN = 'NONE';

export const isOfSelections = (grouping: Grouping): grouping is OfSelections =>
  (OF_SELECTIONS as readonly Grouping[]).includes(grouping);

/** @param date by which it is placed in time */
function keyOfAny(
  row: Pick<ContractRow, 'kind' | 'subtype' | 'companySize' | 'supplier'>,
  grouping: OfSelections,
  date: Day,
): string {
  switch (grouping) {
    case 'KIND':
      return row.kind;
    case 'SUBTYPE':
      return row.subtype;
    case 'TYPE':
      return serviceTypeOf(row);
    case 'COMPANY_SIZE':
      return row.companySize;
    case 'SUPPLIER':
      return row.supplier;
    case 'MONTH':
      return date.slice(0, 7);
    case 'QUARTER':
      return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    case 'YEAR':
      return date.slice(0, 4);
  }
}

function keyOf({ row, date, fiscalYear }: Placed, grouping: Grouping): string {
  switch (grouping) {
    case 'METHOD':
      return row.method;
    case 'ROUTE':
      return row.route;
    case 'INSTITUTION_TYPE':
      return row.institutionType;
    case 'MINISTRY':
      return row.ministry ?? UNKNOWN;
    case 'INSTITUTION':
      return row.institution;
    case 'USE_TOPIC':
      return lastOf(row.useTopics)?.topic ?? UNKNOWN;
    case 'FISCAL_YEAR':
      return String(fiscalYear);
    default:
      return keyOfAny(row, grouping, date);
  }
}

const keysOf = ([key = UNKNOWN, secondKey]: readonly string[]): Keys => ({
  key,
  ...(secondKey !== undefined && { secondKey }),
});

export const keysOfContract = (placed: Placed, groupBy: Groupings): Keys =>
  keysOf(groupBy.map((grouping) => keyOf(placed, grouping)));

/** Something for each group of contracts. A contract of a group that is there makes no object and no text. */
export class GroupsByKeys<G> {
  private readonly groups = new Map<string, Map<string, G>>();

  /** @param groupBy none: there are no groups */
  constructor(
    private readonly groupBy: Groupings | undefined,
    private readonly make: () => G,
  ) {}

  of(placed: Placed): G | undefined {
    if (this.groupBy === undefined) return undefined;
    const [first, second] = this.groupBy;
    const key = keyOf(placed, first);
    const secondKey = second === undefined ? '' : keyOf(placed, second);
    let within = this.groups.get(key);
    if (within === undefined) this.groups.set(key, (within = new Map<string, G>()));
    let group = within.get(secondKey);
    if (group === undefined) within.set(secondKey, (group = this.make()));
    return group;
  }

  *all(): Generator<readonly [Keys, G]> {
    for (const [key, within] of this.groups)
      for (const [secondKey, group] of within)
        yield [keysOf(this.groupBy?.length === 2 ? [key, secondKey] : [key]), group];
  }
}

/** @returns undefined where a grouping is asked for that only contracts have */
export function keysOfSelection(row: SelectionRow, groupBy: Groupings): Keys | undefined {
  const known = groupBy.filter(isOfSelections);
  return known.length < groupBy.length ? undefined : keysOf(known.map((one) => keyOfAny(row, one, row.decidedOn)));
}

/** No text has a NUL. */
export const idOf = ({ key, secondKey }: Keys): string => (secondKey === undefined ? key : `${key}\0${secondKey}`);

export const byKeys = (a: Keys, b: Keys): number =>
  byText(a.key, b.key) || byText(a.secondKey ?? '', b.secondKey ?? '');
