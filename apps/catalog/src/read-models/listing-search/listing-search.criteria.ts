import type { Day } from '#common/kernel/day.js';
import { foldedName } from '#common/kernel/names/folding.js';

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
  readonly aiHosting?: string;
  readonly aiOversight?: string;
  readonly aiNetwork?: string;
  readonly aiTrainsOnInput?: boolean;
  readonly dataLocation?: string;
}

/** Sorts people ask for → path of the found row, direction included. */
export const SEARCH_SORTS = {
  newest: '-publishedAt',
  contracts: '-contractCount',
  views: '-viewCount',
  price: 'priceFrom',
} as const;
export type SearchSort = keyof typeof SEARCH_SORTS;

const FIELDS: Readonly<Partial<Record<keyof ListingCriteria, string>>> = {
  kind: 'facts.service.kind',
  subtype: 'facts.service.subtype',
  category: 'facts.service.categories',
  technology: 'facts.service.technologies',
  grade: 'facts.grade',
  network: 'facts.service.networks',
  deployment: 'facts.service.deployment',
  companySize: 'facts.supplier.size',
  supplier: 'facts.supplier.businessNumber',
  billingModel: 'billingModels',
  aiHosting: 'facts.service.ai.models.hosting',
  aiOversight: 'facts.service.ai.oversight',
  aiNetwork: 'facts.service.ai.networks',
  aiTrainsOnInput: 'facts.service.ai.trainsOnInput',
};

/** What a row has that is found; a listing that has ended or is not published yet never is. */
export function conditionsOf(criteria: ListingCriteria, today: Day): object[] {
  const equal = Object.entries(FIELDS).flatMap(([name, path]) => {
    const wanted = criteria[name as keyof ListingCriteria];
    return wanted === undefined ? [] : [{ [path]: { $eq: wanted } }];
  });
  return [
    { isListed: true },
    ...equal,
    ...priced(criteria),
    ...contractable(criteria.contractableBy, today),
    // In this country and in no other.
    ...(criteria.dataLocation === undefined
      ? []
      : [{ 'facts.service.dataLocation.countries': { $eq: [criteria.dataLocation] } }]),
    ...(criteria.infrastructure === undefined ? [] : [{ infrastructures: foldedName(criteria.infrastructure) }]),
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
