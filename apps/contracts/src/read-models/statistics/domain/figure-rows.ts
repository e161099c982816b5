import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { Won } from '#common/kernel/money.js';
import { own } from '#common/kernel/own.js';

/** When a fact was recorded, in UTC as `ce_time` says it: texts that compare as the instants do. */
export type RecordedAt = string;

/** A fact with the business day from which it counts. A migrated one was recorded years after it. */
interface Fact {
  readonly on: Day;
  readonly recordedAt: RecordedAt;
}

/** What a fiscal year pays of a multi-year contract. */
export interface YearShare {
  readonly fiscalYear: number;
  readonly amount: Won;
}

/** What the statistics know of one contract. */
export interface ContractRow {
  readonly institution: string;
  readonly institutionType: string;
  readonly ministry?: string;
  readonly supplier: string;
  readonly method: string;
  readonly route: string;
  readonly kind: string;
  readonly subtype: string;
  readonly companySize: string;
  readonly amount: Won;
  readonly concludedOn: Day;
  readonly startsOn: Day;
  readonly leadTimeBusinessDays: number;
  readonly origin: ContractFacts['origin'];
  /** Of the conclusion. */
  readonly recordedAt: RecordedAt;
  /** Absent until the institution has registered its use (이용 등록), with the amount that it registered. */
  readonly registered?: Fact & { readonly amount: Won };
  /** By number of the correction, 0 for the registration: what it is used for; null where that does not say. */
  readonly useTopics?: Readonly<Record<string, { readonly topic: string | null; readonly recordedAt: RecordedAt }>>;
  /** By number: from that day on it counts with this amount, until the next one (변경계약). */
  readonly amendments?: Readonly<
    Record<string, Fact & { readonly amount: Won; readonly years?: readonly YearShare[] }>
  >;
  /** Of a multi-year contract: what was concluded with it; `amount` is the total. */
  readonly firstYear?: YearShare;
  /** By fiscal year: the yearly contracts (차수계약) that were opened since. */
  readonly years?: Readonly<Record<string, Fact & { readonly startsOn: Day; readonly amount: Won }>>;
  /** From that day on it counts with what its used part costs by the notice (해지). */
  readonly terminated?: Fact & { readonly amount: Won };
  /** From that day on it counts with what its used part did cost (해지 정산). */
  readonly settled?: Fact & { readonly amount: Won };
  /** From that day on it does not count: nothing was performed (해제). */
  readonly rescinded?: Fact;
}

/** What they know of one selection; a decision counts for good, whatever becomes of the listing. */
export interface SelectionRow {
  readonly supplier: string;
  readonly decidedOn: Day;
  readonly recordedAt: RecordedAt;
  readonly kind: string;
  readonly subtype: string;
  readonly companySize: string;
  readonly technologies: readonly string[];
}

/** A contract as it was known at an instant; nothing where its conclusion was not recorded by then. */
export function knownBy(row: ContractRow, knownAt: RecordedAt): ContractRow | undefined {
  if (row.recordedAt > knownAt) return undefined;
  const { registered, useTopics, amendments, years, terminated, settled, rescinded, ...concluded } = row;
  const isKnown = (fact: { readonly recordedAt: RecordedAt } | undefined): boolean =>
    fact !== undefined && fact.recordedAt <= knownAt;
  return {
    ...concluded,
    ...(registered && isKnown(registered) && { registered }),
    ...(terminated && isKnown(terminated) && { terminated }),
    ...(settled && isKnown(settled) && { settled }),
    ...(rescinded && isKnown(rescinded) && { rescinded }),
    ...(useTopics && { useTopics: knownOf(useTopics, isKnown) }),
    ...(amendments && { amendments: knownOf(amendments, isKnown) }),
    ...(years && { years: knownOf(years, isKnown) }),
  };
}

const knownOf = <F>(facts: Readonly<Record<string, F>>, isKnown: (fact: F) => boolean): Readonly<Record<string, F>> =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => isKnown(fact)));

/** The fact of the highest number. */
export function lastOf<F>(facts: Readonly<Record<string, F>> = {}): F | undefined {
  let last: string | undefined;
  for (const number of Object.keys(facts)) if (last === undefined || Number(number) > Number(last)) last = number;
  return last === undefined ? undefined : own(facts, last);
}
