import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Won } from '#common/kernel/money.js';

/**
 * How a consortium performs (State Contract Act decree Art. 72): its members share all of it by thousandths, and all
 * answer for all of it (공동이행방식); or each performs price lines of its own, and answers for them (분담이행방식).
 */
export const CONSORTIUM_MANNERS = ['JOINT', 'DIVIDED'] as const;
export type ConsortiumManner = (typeof CONSORTIUM_MANNERS)[number];

/** Member of a consortium (공동수급체 구성원), as the catalog named it when the offer was made. */
export interface Member {
  readonly supplier: SupplierFacts;
}

export interface SharingMember extends Member {
  /** Share of the whole (지분율); together they are a thousand. */
  readonly perMille: number;
}

export interface DividingMember extends Member {
  /** The price lines of the offer that it performs (분담내용). */
  readonly priceCodes: readonly string[];
}

/** Consortium (공동수급체) behind an offer. The representative (대표자), which offers, is its first member. */
export type Consortium =
  | { readonly manner: 'JOINT'; readonly members: readonly SharingMember[] }
  | { readonly manner: 'DIVIDED'; readonly members: readonly DividingMember[] };

/** What a member has of an amount, VAT included. */
export interface MemberPart {
  readonly businessNumber: string;
  readonly amount: Won;
}
