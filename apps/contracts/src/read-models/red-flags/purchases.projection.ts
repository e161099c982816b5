import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';
import type { Purchase } from './domain/flagging.js';

function purchase({ definition, data }: ProjectedEvent): Readonly<Partial<Purchase>> {
  if (definition.name === ContractRescinded.name) return { rescindedOn: (data as ContractRescinded).rescindedOn };
  const { contractId, contractNo, institution, supplier, amount, concludedOn } = data as ContractSigned;
  return {
    contractId,
    contractNo,
    institution: { code: institution.code, name: institution.name },
    supplier: { businessNumber: supplier.businessNumber, name: supplier.name },
    amount,
    concludedOn,
  };
}

/** One row per concluded contract: who bought what it cost from whom, and when. */
export const purchasesProjection: Projection = {
  name: 'purchases',
  collection: 'purchases',
  consumes: [ContractSigned, ContractRescinded],
  project: (event) => ({ ...purchase(event) }),
  indexes: [{ concludedOn: 1 }],
};
