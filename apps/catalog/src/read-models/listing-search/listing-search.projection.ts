import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { withVat } from '#common/kernel/money.js';
import { initialsOf } from '#common/kernel/names/finding.js';
import { foldedName } from '#common/kernel/names/folding.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';
import { gramsOf } from './grams.js';
import { LISTING_EVENTS } from '../../listings/listing.type.js';

/** One row per listing, made of the newest event alone: all of them carry the whole facts. */
export interface ListingSearchRow {
  readonly _id: string;
  readonly isListed: boolean;
  readonly facts: ListingFacts;
  /** First publication. */
  readonly publishedAt?: string;
  readonly suspension: { readonly cause: string; readonly since: string } | null;
  /** VAT included. */
  readonly priceFrom: number | null;
  readonly amounts: readonly number[];
  readonly billingModels: readonly string[];
  /** What is searched, field by field, each in the one form of names: no match runs over into the next. */
  readonly texts: readonly string[];
  /** Infrastructure providers in the same form, for the filter. */
  readonly infrastructures: readonly string[];
  /** Single characters and pairs of the texts and of their 초성: they narrow, `texts` decide. */
  readonly grams: readonly string[];
}

const LISTED = new Set<ListingFacts['status']>(['ACTIVE', 'SUSPENDED']);

export const listingSearch: Projection = {
  name: 'search',
  collection: 'listing_search',
  consumes: LISTING_EVENTS,
  project: rowOf,
  indexes: [
    { grams: 1 },
    { isListed: 1, publishedAt: -1, _id: -1 },
    { isListed: 1, priceFrom: 1, _id: 1 },
    { isListed: 1, 'facts.service.kind': 1, 'facts.service.subtype': 1 },
  ],
};

function rowOf({ definition, meta, data }: ProjectedEvent): Readonly<Record<string, unknown>> {
  const {
    cause,
    since,
    daysLeft: _daysLeft,
    endsOn: _endsOn,
    certificateNo: _certificateNo,
    cancelledOn: _cancelledOn,
    delistedOn: _delistedOn,
    ...facts
  } = data as ListingFacts & Extras;
  const amounts = facts.prices.map((line) => withVat(line.unitPrice, line.vatIncluded));
  const isSuspending = definition.name === 'ListingSuspended';
  return {
    isListed: LISTED.has(facts.status),
    facts,
    ...(definition.name === 'ListingPublished' && { publishedAt: meta.time }),
    ...((isSuspending || facts.status !== 'SUSPENDED') && { suspension: isSuspending ? { cause, since } : null }),
    priceFrom: amounts.length === 0 ? null : Math.min(...amounts),
    amounts,
    billingModels: [...new Set(facts.prices.map((line) => line.billingModel))],
    ...searchFields(facts),
  };
}

/** What single event types add to the facts. */
interface Extras {
  readonly cause?: string;
  readonly since?: string;
  readonly daysLeft?: number;
  readonly endsOn?: string;
  readonly certificateNo?: string;
  readonly cancelledOn?: string;
  readonly delistedOn?: string;
}

function searchFields({
  service,
  supplier,
  listingNo,
}: ListingFacts): Pick<ListingSearchRow, 'texts' | 'infrastructures' | 'grams'> {
  const fields = [
    service.name,
    supplier.name,
    service.summary,
    ...service.categories,
    ...service.technologies,
    listingNo,
  ];
  const texts = fields.map(foldedName);
  const grams = texts.flatMap((text) => [...gramsOf(text), ...gramsOf(initialsOf(text))]);
  const infrastructures = service.infrastructureProviders.map(foldedName);
  return { texts, infrastructures, grams: [...new Set(grams)] };
}
