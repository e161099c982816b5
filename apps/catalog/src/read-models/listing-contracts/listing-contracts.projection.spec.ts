import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractPassed } from '#common/events/definitions/contract-passed.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import type { EventMeta } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';
import { proves } from '#testing/proves.js';
import { listingContracts } from './listing-contracts.projection.js';

const setBy = (definition: EventDefinition, data: unknown) => {
  expect(listingContracts.consumes).toContain(definition);
  return listingContracts.project({ definition, data, meta: {} as EventMeta });
};

describe('The contracts of a listing', () => {
  const { listingId, institution, amount, concludedOn, period } = ContractSigned.sample;

  it(
    '§11.5: are counted from the conclusion, by listing and institution',
    proves({ '11.5/contracts-counted': listingContracts }),
    () => {
      expect(setBy(ContractSigned, ContractSigned.sample)).toEqual({
        listingId,
        institutionCode: institution.code,
        amount,
        concludedOn,
        until: period.to,
      });
    },
  );

  it(
    '§11.5: follow amendments and ends: a rescinded one counts nowhere',
    proves({ '11.5/contracts-counted': listingContracts }),
    () => {
      const amended = ContractAmended.sample;
      expect(setBy(ContractAmended, amended)).toEqual({ amount: amended.amount, until: amended.period.to });
      expect(setBy(ContractTerminated, { ...ContractTerminated.sample, terminatedOn: '2026-03-01' })).toEqual({
        until: '2026-02-28',
      });
      expect(setBy(ContractRescinded, ContractRescinded.sample)).toEqual({ isRescinded: true });
    },
  );

  it('pass to the next institution with a merger, and count for the one that concluded them', () => {
    const passed = ContractPassed.sample;
    expect(setBy(ContractPassed, passed)).toEqual({ heldBy: passed.institution.code });
  });
});
