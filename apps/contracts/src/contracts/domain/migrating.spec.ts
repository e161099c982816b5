import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { specification } from '#testing/specification.js';
import { contractType } from '../contract.type.js';
import { migrateContract } from './migrating.js';
import { nextTick } from './ticking.js';

describe('A contract concluded before this system', () => {
  const nothing = specification(contractType, '2025-11-03');
  const facts = { ...sampleContract, origin: 'MIGRATED' as const };

  it('is taken over with its registration, and reserves nothing', () => {
    const registered = { on: '2025-10-31', actualUser: '수요기관 1' };
    const { state } = nothing
      .when((_, moment) => migrateContract({ facts, projectName: '이관', registered }, moment))
      .thenEvents('ContractPlanned', 'ContractSigned', 'ContractStarted', 'UsageRegistered');
    expect(state).toMatchObject({ status: 'ACTIVE', registration: { status: 'REGISTERED' } });
    expect(state.concludedAttempt).toBeUndefined();
    // What is left is the end of its use.
    expect(nextTick(state)?.toISOString()).toBe('2026-09-03T15:00:00.000Z');
  });

  it('can still be registered when it never was', () => {
    const { state } = nothing.given((_, moment) => migrateContract({ facts, projectName: '이관' }, moment));
    expect(state.registration?.status).toBe('DUE');
  });
});
