import { Injectable } from '@nestjs/common';
import type { ListQuery } from '#common/aggregates/documents.js';
import type { Day } from '#common/kernel/day.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { Stores } from '#common/aggregates/stores.js';
import { neededGrams, queryWords, type QueryWord } from './korean-text.js';
import { listingContracts, STANDING } from '../listing-contracts/listing-contracts.projection.js';
import { listingSearch, type ListingSearchRow } from './listing-search.projection.js';

/** What a buyer looks for (§11.3). Every value is compared, none is ever a pattern or an operator. */
export interface ListingCriteria {
  readonly q?: string;
  readonly kind?: string;
  readonly subtype?: string;
  readonly category?: string;
  readonly technology?: string;
  readonly grade?: string;
  readonly network?: string;
  readonly deployment?: string;
  readonly infrastructure?: string;
  readonly companySize?: string;
  readonly supplier?: string;
  readonly billingModel?: string;
  readonly priceMin?: number;
  readonly priceMax?: number;
  readonly contractableBy?: string;
}

export interface FoundListing {
  readonly id: string;
  readonly state: ListingSearchRow & { readonly contractCount?: number };
}

const FIELDS: Readonly<Partial<Record<keyof ListingCriteria, string>>> = {
  kind: 'facts.service.kind',
  subtype: 'facts.service.subtype',
  category: 'facts.service.categories',
  technology: 'facts.service.technologies',
  grade: 'facts.grade',
  network: 'facts.service.networks',
  deployment: 'facts.service.deployment',
  infrastructure: 'facts.service.infrastructureProviders',
  companySize: 'facts.supplier.size',
  supplier: 'facts.supplier.businessNumber',
  billingModel: 'billingModels',
};

/** Sorts people ask for → path of the found row, direction included. */
export const SEARCH_SORTS = { newest: '-publishedAt', contracts: '-contractCount', price: 'priceFrom' } as const;
export type SearchSort = keyof typeof SEARCH_SORTS;

/** Paths for cursors: the found row is under `state`. */
export const SORT_PATHS = {
  publishedAt: 'state.publishedAt',
  contractCount: 'state.contractCount',
  priceFrom: 'state.priceFrom',
};

@Injectable()
export class ListingSearchReader {
  constructor(
    private readonly stores: Stores,
    private readonly readModels: ReadModels,
  ) {}

  async find(criteria: ListingCriteria, query: ListQuery): Promise<readonly FoundListing[]> {
    const path = query.sortBy.replace(/^state\./, '');
    const direction = query.descending ? -1 : 1;
    const listings = await this.readModels.rows<ListingSearchRow>(listingSearch);
    const { collectionName: contracts } = await this.readModels.rows(listingContracts);
    const rows = await listings
      .aggregate<FoundListing['state']>(
        [
          { $match: { $and: conditions(criteria, this.stores.moment().today) } },
          ...(path === 'contractCount' ? counted(contracts) : []),
          ...(query.after === undefined ? [] : [{ $match: beyond(path, direction, query.after) }]),
          { $sort: { [path]: direction, _id: direction } },
          { $limit: query.limit },
          { $project: { text: 0, initials: 0, grams: 0 } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return rows.map((state) => ({ id: state._id, state }));
  }
}

const counted = (contracts: string): object[] => [
  {
    $lookup: {
      from: contracts,
      localField: '_id',
      foreignField: 'listingId',
      pipeline: [{ $match: STANDING }, { $count: 'contracts' }],
      as: 'counted',
    },
  },
  { $set: { contractCount: { $ifNull: [{ $first: '$counted.contracts' }, 0] } } },
  { $unset: 'counted' },
];

const beyond = (path: string, direction: 1 | -1, after: NonNullable<ListQuery['after']>): object => {
  const operator = direction === 1 ? '$gt' : '$lt';
  return {
    $or: [{ [path]: { [operator]: after.value } }, { [path]: { $eq: after.value }, _id: { [operator]: after.id } }],
  };
};

function conditions(criteria: ListingCriteria, today: Day): object[] {
  const equal = Object.entries(FIELDS).flatMap(([name, path]) => {
    const wanted = criteria[name as keyof ListingCriteria];
    return wanted === undefined ? [] : [{ [path]: { $eq: wanted } }];
  });
  return [
    { isListed: true },
    ...equal,
    ...priced(criteria),
    ...contractable(criteria.contractableBy, today),
    ...queryWords(criteria.q ?? '').flatMap(containing),
  ];
}

function priced({ priceMin, priceMax }: ListingCriteria): object[] {
  if (priceMin === undefined && priceMax === undefined) return [];
  const range = {
    ...(priceMin !== undefined && { $gte: priceMin }),
    ...(priceMax !== undefined && { $lte: priceMax }),
  };
  return [{ amounts: { $elemMatch: range } }];
}

/** A catalog contract also needs an agreement in force. */
function contractable(method: string | undefined, today: Day): object[] {
  if (method === undefined) return [];
  const listed = { 'facts.status': 'ACTIVE', 'facts.validTo': { $gte: today } };
  if (method !== 'CATALOG') return [listed];
  return [{ ...listed, 'facts.agreement.validFrom': { $lte: today }, 'facts.agreement.validTo': { $gte: today } }];
}

/** By index for the pairs of characters, then by comparison: literal both times. */
function containing({ forms, isInitials }: QueryWord): object[] {
  const field = isInitials ? '$initials' : '$text';
  return [
    { $or: forms.map((form) => ({ grams: { $all: [...neededGrams(form)] } })) },
    { $expr: { $or: forms.map((form) => ({ $gte: [{ $indexOfCP: [field, { $literal: form }] }, 0] })) } },
  ];
}
