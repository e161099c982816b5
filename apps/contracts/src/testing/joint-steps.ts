import { samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { DebarmentPeriod } from '#common/kernel/debarment.js';
import type { CatalogEntry, Partner } from '../contracts/domain/catalog-entry.js';
import type { ConsortiumInput } from '../contracts/domain/forming-consortia.js';
import { entry, line, negotiated, planned, type Deviations, type Stage } from './contract-steps.js';

/** The supplier that offers: the representative. */
export const LEAD = sampleSupplier.businessNumber;
/** Two companies behind it. */
export const SECOND: SupplierFacts = { businessNumber: '3333333333', name: '제공기업 4', size: 'SMALL_MEDIUM' };
export const THIRD: SupplierFacts = { businessNumber: '4444444444', name: '제공기업 5', size: 'MID_SIZED' };

export const partner = (supplier: SupplierFacts, debarments: readonly DebarmentPeriod[] = []): Partner => ({
  businessNumber: supplier.businessNumber,
  supplier,
  debarments,
});

/** Three lines, so that each member can have one. */
export const PRICES = ['STD', 'DATA', 'HELP'].map((code) => ({ ...samplePrice, code, item: `품목 ${code}` }));

/** The listing with both companies, as the catalog knows them. */
export const together = (...partners: readonly Partner[]): CatalogEntry => ({
  ...entry({ prices: PRICES }),
  partners: partners.length === 0 ? [partner(SECOND), partner(THIRD)] : partners,
});

/** 공동이행: a half stays with the representative. */
export const SHARED: ConsortiumInput = {
  manner: 'JOINT',
  members: [
    { businessNumber: SECOND.businessNumber, perMille: 333 },
    { businessNumber: THIRD.businessNumber, perMille: 167 },
  ],
};

/** 분담이행: one line each. */
export const DIVIDED: ConsortiumInput = {
  manner: 'DIVIDED',
  members: [
    { businessNumber: SECOND.businessNumber, priceCodes: ['DATA'] },
    { businessNumber: THIRD.businessNumber, priceCodes: ['HELP'] },
  ],
};

/** 6 M won by the representative, 3 M and 1 M by the others. */
export const LINES = [
  line({ priceCode: 'STD', quantity: 6 }),
  line({ priceCode: 'DATA', quantity: 3 }),
  line({ priceCode: 'HELP', quantity: 1 }),
];

/** What the story of a joint contract has that differs. */
export const jointly = (consortium: ConsortiumInput = SHARED, changed: Deviations = {}): Deviations => ({
  listed: together(),
  lines: LINES,
  deposit: { kind: 'DEPOSIT', amount: 1_000_000 },
  consortium,
  ...changed,
});

/** The joint contract of the story, 10 M won, up to one of its stages. */
export const joint = (upTo: Stage, consortium: ConsortiumInput = SHARED, changed: Deviations = {}) =>
  negotiated(upTo, planned(), jointly(consortium, changed));
