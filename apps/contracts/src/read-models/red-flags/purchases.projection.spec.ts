import type { EventMeta } from '#common/events/cloud-event.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { EventDefinition } from '#common/events/define-event.js';
import { purchasesProjection } from './purchases.projection.js';

const setBy = (definition: EventDefinition, data: unknown) => {
  expect(purchasesProjection.consumes).toContain(definition);
  return purchasesProjection.project({ definition, data, meta: {} as EventMeta });
};

describe('The purchases behind the red flags', () => {
  it('are contracts as they were concluded: who bought what it cost from whom, and when', () => {
    const { contractId, contractNo, institution, supplier, amount, concludedOn } = ContractSigned.sample;
    expect(setBy(ContractSigned, ContractSigned.sample)).toEqual({
      contractId,
      contractNo,
      institution: { code: institution.code, name: institution.name },
      supplier: { businessNumber: supplier.businessNumber, name: supplier.name },
      amount,
      concludedOn,
    });
  });

  it('know which were rescinded', () => {
    const { rescindedOn } = ContractRescinded.sample;
    expect(setBy(ContractRescinded, ContractRescinded.sample)).toEqual({ rescindedOn });
  });
});
