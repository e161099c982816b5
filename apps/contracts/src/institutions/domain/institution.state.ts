import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';

export const INSTITUTION_STATUSES = ['REGISTERED', 'VERIFIED', 'MERGED'] as const;

/** The desk that answers for an institution (담당 부서), never a person. */
export interface Desk {
  readonly unit: string;
  readonly number: string;
}

/** What of an institution may become other on a day, by a law or an order. */
export interface InstitutionTraits {
  readonly name: string;
  readonly type: InstitutionFacts['type'];
  /** Name of its ministry (소관 부처), as it was stated; the one above it goes before. */
  readonly ministry?: string;
  /** Code of the institution right above it (상급기관). */
  readonly parent?: string;
  readonly desk?: Desk;
}

/** Traits that hold from a day on; what is left out stays as it was. */
export interface DatedTraits extends Partial<Omit<InstitutionTraits, 'parent'>> {
  readonly from: Day;
  /** Null where no institution is above it from that day on. */
  readonly parent?: string | null;
  /** The law or order behind it; absent of the registration. */
  readonly legalBasis?: string;
}

/** Merger (기관 통합): from its day on another institution has its rights and duties. */
export interface Merger {
  /** Code of the successor (승계 기관). */
  readonly into: string;
  /** The first day without the institution. */
  readonly from: Day;
  readonly legalBasis: string;
}

/** Demand institution (수요기관): state body, local government or public institution, once NIA has verified it. */
export interface InstitutionState {
  readonly code: string;
  readonly status: (typeof INSTITUTION_STATUSES)[number];
  /** What it registered under. */
  readonly registered: InstitutionTraits;
  /** The day of its registration: nothing is known of it before. */
  readonly since: Day;
  /** In the order in which they were recorded: of two for one day the later one counts. */
  readonly changes: readonly DatedTraits[];
  /** Numbers of the changes that put it below another one, the newest by itself too; absent where there is none. */
  readonly hierarchy?: { readonly newest: number; readonly numbers: readonly number[] };
  /** Ahead of its day, too: `MERGED` once its contracts were passed on. */
  readonly merger?: Merger;
  /** When contracts are looked for again that were being planned while it was merged. */
  readonly lookAgainAt?: string;
  readonly registeredAt: string;
  readonly verifiedAt?: string;
  /** A generated record, about nobody; absent of all others. */
  readonly synthetic?: true;
}
