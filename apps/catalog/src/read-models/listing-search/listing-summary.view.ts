import { Type, type Static } from 'typebox';
import { AiDisclosure, DataLocation, SupplierFacts } from '#common/events/definitions/shapes.js';
import type { ContractCount } from '../listing-contracts/contract-counts.mongo.js';
import type { ListingSearchRow } from './listing-search.projection.js';

/** A listing among others. */
export const ListingSummaryView = Type.Object(
  {
    id: Type.String(),
    listingNo: Type.String(),
    status: Type.Enum(['ACTIVE', 'SUSPENDED']),
    contentVersion: Type.Integer(),
    name: Type.String(),
    kind: Type.String(),
    subtype: Type.String(),
    categories: Type.Array(Type.String()),
    technologies: Type.Array(Type.String()),
    networks: Type.Array(Type.String()),
    deployment: Type.String(),
    infrastructureProviders: Type.Array(Type.String()),
    grade: Type.Optional(Type.String()),
    summary: Type.String(),
    supplier: SupplierFacts,
    ai: Type.Optional(Type.Pick(AiDisclosure, ['oversight', 'trainsOnInput', 'networks'])),
    dataLocation: Type.Optional(DataLocation),
    priceFrom: Type.Optional(Type.Integer({ description: 'KRW, VAT included' })),
    billingModels: Type.Array(Type.String()),
    selectedOn: Type.String({ format: 'date' }),
    validTo: Type.Optional(Type.String({ format: 'date' })),
    publishedAt: Type.Optional(Type.String({ format: 'date-time' })),
    contractableBy: Type.Array(Type.Enum(['NEGOTIATED', 'CATALOG'])),
    banner: Type.Optional(Type.Object({ cause: Type.String(), since: Type.String({ format: 'date' }) })),
    contractCount: Type.Integer(),
    institutionCount: Type.Integer(),
  },
  { $id: 'ListingSummary' },
);
export type ListingSummaryView = Static<typeof ListingSummaryView>;

export function listingSummaryView(row: ListingSearchRow, count: ContractCount, today: string): ListingSummaryView {
  const { facts, suspension, priceFrom, publishedAt } = row;
  const { service } = facts;
  return {
    id: facts.listingId,
    listingNo: facts.listingNo,
    status: facts.status === 'SUSPENDED' ? 'SUSPENDED' : 'ACTIVE',
    contentVersion: facts.version,
    name: service.name,
    kind: service.kind,
    subtype: service.subtype,
    categories: service.categories,
    technologies: service.technologies,
    networks: service.networks,
    deployment: service.deployment,
    infrastructureProviders: service.infrastructureProviders,
    ...(facts.grade !== undefined && { grade: facts.grade }),
    summary: service.summary,
    supplier: facts.supplier,
    ...(service.ai !== undefined && { ai: disclosed(service.ai) }),
    ...(service.dataLocation !== undefined && { dataLocation: service.dataLocation }),
    ...(priceFrom !== null && { priceFrom }),
    billingModels: [...row.billingModels],
    selectedOn: facts.selectedOn,
    ...(facts.validTo !== undefined && { validTo: facts.validTo }),
    ...(publishedAt !== undefined && { publishedAt }),
    contractableBy: contractableBy(row, today),
    ...(suspension !== null && { banner: suspension }),
    ...count,
  };
}

const disclosed = ({ oversight, trainsOnInput, networks }: AiDisclosure) => ({ oversight, trainsOnInput, networks });

function contractableBy({ facts }: ListingSearchRow, today: string): ('NEGOTIATED' | 'CATALOG')[] {
  if (facts.status !== 'ACTIVE' || facts.validTo === undefined || facts.validTo < today) return [];
  const { agreement } = facts;
  const isInForce = agreement !== undefined && agreement.validFrom <= today && today <= agreement.validTo;
  return isInForce ? ['NEGOTIATED', 'CATALOG'] : ['NEGOTIATED'];
}
