import type { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Grade, NisVerification, SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { debarmentOn, type DebarmentPeriod } from '#common/kernel/debarment.js';
import { ensure, Refusal, wrongState } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';

/** A company that is to perform together with the supplier of a listing (공동수급체 구성원), as far as our copies know. */
export interface Partner {
  readonly businessNumber: string;
  /** Absent where the catalog has no listing of it, or none any longer. */
  readonly supplier?: SupplierFacts;
  /** The ended ones included. */
  readonly debarments: readonly DebarmentPeriod[];
}

/** What the catalog says of one listing, as far as our copy knows. */
export interface CatalogEntry {
  readonly listing: ListingFacts;
  readonly agreements: readonly AgreementEventFacts[];
  /** Of its supplier (부정당업자 제재), the ended ones included. */
  readonly debarments: readonly DebarmentPeriod[];
  /** The further members of the consortium that offers it; absent where nobody asked for them. */
  readonly partners?: readonly Partner[];
}

type Method = ContractFacts['method'];

const GRADE_RANK: Readonly<Record<Grade, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

/** a support service has nothing to certify; a cloud service, or the cloud below a convergence service, has. */
const needsCertificate = ({ service }: ListingFacts, policy: PolicyValues): boolean =>
  policy['services.certificateRequired'].includes(service.kind);

const validCertificates = (listing: ListingFacts, on: Day) =>
  listing.certificates.filter((one) => one.validFrom <= on && on <= one.validTo);

/** Catalog agreement (카탈로그 계약) of the Public Procurement Service that is in force on that day. */
export const agreementInForce = (entry: CatalogEntry, on: Day): AgreementEventFacts | undefined =>
  entry.agreements.find(
    ({ status, validFrom, validTo }) =>
      status === 'IN_FORCE' && validFrom !== undefined && validTo !== undefined && validFrom <= on && on <= validTo,
  );

/** Why a contract on this listing cannot be made today; undefined when it can (§11.3). */
export function whyNotContractable(
  entry: CatalogEntry,
  method: Method,
  { today: on, policy }: Pick<Moment, 'today' | 'policy'>,
): string | undefined {
  const { listing } = entry;
  if (listing.status !== 'ACTIVE') return `it is ${listing.status}`;
  if (listing.validTo === undefined || listing.validTo < on) return `it was valid to ${listing.validTo ?? 'no day'}`;
  if (needsCertificate(listing, policy) && validCertificates(listing, on).length === 0) {
    return `none of its security certificates is valid on ${on}`;
  }
  if (method === 'CATALOG' && agreementInForce(entry, on) === undefined) {
    return `no catalog agreement is in force on ${on}`;
  }
  return undefined;
}

/** Nothing follows these; what is suspended may still be resumed before the signature. */
const ENDS: readonly ListingFacts['status'][] = ['EXPIRED', 'DELISTED', 'CANCELLED'];

/**
 * Nobody offers, and nobody chooses, what can no longer be signed for (§11.3). A debarred supplier makes no contract
 * (State Contract Act Art. 27), and no consortium with a debarred member does; the days decide.
 * @throws Refusal 409 LISTING_NOT_CONTRACTABLE, the cause in `errors`: `LISTING_CANCELLED`, `SUPPLIER_DEBARRED`
 */
export function ensureOpen(entry: CatalogEntry, { today }: Pick<Moment, 'today'>): void {
  const { listing, debarments, partners = [] } = entry;
  const { status, listingNo, supplier } = listing;
  if (ENDS.includes(status)) throw closed(listingNo, `it is ${status}`, `LISTING_${status}`);
  const all = [{ businessNumber: supplier.businessNumber, debarments }, ...partners];
  const debarred = all.find((one) => debarmentOn(one.debarments, today) !== undefined);
  if (debarred !== undefined)
    throw closed(listingNo, `supplier ${debarred.businessNumber} is debarred on ${today}`, 'SUPPLIER_DEBARRED');
}

/**
 * A business that was transferred takes its listings along: its former holder neither offers nor signs for them,
 * and is no member of a consortium.
 * @throws Refusal 409 LISTING_NOT_CONTRACTABLE, the cause in `errors`: `SUPPLIER_TRANSFERRED`
 */
export function ensureOfferedBy({ listing, partners = [] }: CatalogEntry, businessNumber: string | undefined): void {
  const { listingNo, supplier } = listing;
  if (supplier.businessNumber !== businessNumber)
    throw closed(listingNo, `its supplier is ${supplier.name} now`, 'SUPPLIER_TRANSFERRED');
  const gone = partners.find((one) => one.supplier === undefined);
  if (gone !== undefined)
    throw closed(listingNo, `member ${gone.businessNumber} has no listing any longer`, 'SUPPLIER_TRANSFERRED');
}

const closed = (listingNo: string, why: string, cause: string): Refusal =>
  new Refusal(
    'state',
    'LISTING_NOT_CONTRACTABLE',
    `Listing ${listingNo} is closed to new contracts: ${why}. Choose another listing.`,
    [{ pointer: '/listingId', code: cause, detail: why }],
  );

export function ensureContractable(entry: CatalogEntry, method: Method, moment: Moment): void {
  ensureOpen(entry, moment);
  const why = whyNotContractable(entry, method, moment);
  ensure(why === undefined, () =>
    wrongState(
      'LISTING_NOT_CONTRACTABLE',
      `Listing ${entry.listing.listingNo} cannot be contracted: ${why}. Choose another listing, or wait until that is cured.`,
    ),
  );
}

const gradeOf = (listing: ListingFacts, on: Day): Grade | undefined =>
  listing.grade ??
  validCertificates(listing, on)
    .flatMap((one) => one.grade ?? [])
    .sort((a, b) => GRADE_RANK[b] - GRADE_RANK[a])[0];

/** The service may hold data of this sensitivity on these networks (§11.4). 409 GRADE_TOO_LOW, NETWORK_MISMATCH. */
export function ensureSuits(
  { listing }: CatalogEntry,
  need: { readonly sensitivity: Grade; readonly networks: readonly string[] },
  { today, policy }: Moment,
): void {
  const grade = gradeOf(listing, today);
  const enough = grade !== undefined && GRADE_RANK[grade] >= GRADE_RANK[need.sensitivity];
  ensure(enough || !needsCertificate(listing, policy), () =>
    unsuitable('GRADE_TOO_LOW', listing, `its grade is ${grade ?? 'none'}, the data need ${need.sensitivity}`),
  );
  const missing = need.networks.filter((network) => !(listing.service.networks as readonly string[]).includes(network));
  ensure(missing.length === 0, () =>
    unsuitable('NETWORK_MISMATCH', listing, `it is not offered on ${missing.join(', ')}`),
  );
}

/**
 * What the intelligence service found of the listing for the networks of a need, as far as it holds today (§5.3): the
 * institution asks for no review of its own.
 */
export const securityReviewOf = (
  entry: CatalogEntry | undefined,
  need: { readonly networks: readonly string[] },
  { today }: Pick<Moment, 'today'>,
): readonly NisVerification[] =>
  (entry?.listing.nisVerifications ?? []).filter(
    ({ network, decidedOn, validTo = today }) =>
      need.networks.includes(network) && decidedOn <= today && today <= validTo,
  );

const unsuitable = (code: string, listing: ListingFacts, why: string): Refusal =>
  wrongState(code, `Listing ${listing.listingNo} does not fit the need: ${why}. Choose another listing.`);
