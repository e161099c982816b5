import { Injectable } from '@nestjs/common';
import type mongoose from 'mongoose';
import type { ListQuery } from '#common/aggregates/documents.js';
import type { Day } from '#common/kernel/day.js';
import { textFinder, type TextFinder } from '#common/kernel/names/finding.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { Stores } from '#common/aggregates/stores.js';
import { neededGrams } from './grams.js';
import { ViewCounts, VIEWS_COLLECTION } from '../listing-views/view-counts.mongo.js';
import { listingContracts, STANDING } from '../listing-contracts/listing-contracts.projection.js';
import { conditionsOf, type ListingCriteria } from './listing-search.criteria.js';
import { listingSearch, type ListingSearchRow } from './listing-search.projection.js';

export interface FoundListing {
  readonly id: string;
  readonly state: ListingSearchRow & { readonly contractCount?: number };
}

/** Paths for cursors: the found row is under `state`. */
export const SORT_PATHS = {
  publishedAt: 'state.publishedAt',
  contractCount: 'state.contractCount',
  viewCount: 'state.viewCount',
  priceFrom: 'state.priceFrom',
};

@Injectable()
export class ListingSearchReader {
  constructor(
    private readonly stores: Stores,
    private readonly readModels: ReadModels,
    private readonly viewCounts: ViewCounts,
  ) {}

  async find(criteria: ListingCriteria, query: ListQuery): Promise<readonly FoundListing[]> {
    const path = query.sortBy.replace(/^state\./, '');
    const direction = query.descending ? -1 : 1;
    const listings = await this.readModels.rows<ListingSearchRow>(listingSearch);
    const { collectionName: contracts } = await this.readModels.rows(listingContracts);
    const conditions = conditionsOf(criteria, this.stores.moment().today);
    const named = criteria.q === undefined ? [] : [{ _id: { $in: await found(listings, conditions, criteria.q) } }];
    const rows = await listings
      .aggregate<FoundListing['state']>(
        [
          { $match: { $and: [...conditions, ...named] } },
          ...(path === 'contractCount' ? counted(contracts) : []),
          ...(path === 'viewCount' ? viewed(this.viewCounts.since()) : []),
          ...(query.after === undefined ? [] : [{ $match: beyond(path, direction, query.after) }]),
          { $sort: { [path]: direction, _id: direction } },
          { $limit: query.limit },
          { $project: { texts: 0, infrastructures: 0, grams: 0 } },
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

const viewed = (since: Day): object[] => [
  {
    $lookup: {
      from: VIEWS_COLLECTION,
      localField: '_id',
      foreignField: 'listingId',
      pipeline: [{ $match: { day: { $gte: since } } }, { $group: { _id: null, views: { $sum: '$views' } } }],
      as: 'viewed',
    },
  },
  { $set: { viewCount: { $ifNull: [{ $first: '$viewed.views' }, 0] } } },
  { $unset: 'viewed' },
];

const beyond = (path: string, direction: 1 | -1, after: NonNullable<ListQuery['after']>): object => {
  const operator = direction === 1 ? '$gt' : '$lt';
  return {
    $or: [{ [path]: { [operator]: after.value } }, { [path]: { $eq: after.value }, _id: { [operator]: after.id } }],
  };
};

/** The ids of the rows that a query finds: narrowed by index, decided by the one finder of names. */
async function found(
  rows: mongoose.mongo.Collection<ListingSearchRow>,
  conditions: readonly object[],
  query: string,
): Promise<readonly string[]> {
  const finder = textFinder(query);
  if (finder.words.length === 0) return [];
  const candidates = rows.find(
    { $and: [...conditions, narrowed(finder)] },
    { ...READ_AT_MOST, projection: { texts: 1 } },
  );
  const ids: string[] = [];
  for await (const { _id, texts } of candidates) if (finder.finds(texts)) ids.push(_id);
  return ids;
}

/** More words narrow no further than they cost. */
const NARROWING_WORDS = 10;

/** What a row that is found has at least, by pairs of characters. */
function narrowed({ words, whole }: TextFinder): object {
  const having = (text: string): object => ({ grams: { $all: [...neededGrams(text)] } });
  const known = words.filter(({ texts }) => !texts.includes('')).slice(0, NARROWING_WORDS);
  if (known.length === 0) return {};
  return { $or: [having(whole), { $and: known.map(({ texts }) => ({ $or: texts.map(having) })) }] };
}
