import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import { personas } from '#testing/personas.js';
import { systemActor } from '#common/kernel/actor.js';
import { negotiated, planned } from '../../testing/contract-steps.js';
import { cancelContract } from './cancelling.js';
import type { ContractState } from './contract.state.js';
import { fallOverdue, registerUsage } from './registering.js';
import { nextTick, tick } from './ticking.js';

const timers = systemActor('timers');
const registering = (contract: ContractState, moment: Parameters<typeof registerUsage>[2]) =>
  registerUsage(
    contract,
    { projectName: '문서 자동화 도입', actualUser: '수요기관 1', supportProgramme: false },
    moment,
  );

describe('After the conclusion', () => {
  const signed = negotiated('signed');

  it('the contract starts on its day', proves({ '11.4/started': tick }), () => {
    expect(nextTick(signed.state)).toEqual(new Date('2025-10-19T15:00:00Z'));
    const waiting = signed.by(timers).on('2025-10-19').when(tick).thenEvents();
    const started = waiting.on('2025-10-20 00:00').given(tick);
    expect(started.decided).toEqual([
      {
        type: 'ContractStarted',
        data: { contractId: signed.state.contractId, startedOn: '2025-10-20' },
        details: { endReminderDays: 45 },
      },
    ]);
    expect(started.state.status).toBe('ACTIVE');
  });

  it('the use is registered by the tenth of the next month, late or not', proves({ '5.5/due': fallOverdue }), () => {
    const overdue = signed.by(timers).on('2025-11-11 00:00').given(tick);
    expect(overdue.state.registration?.status).toBe('OVERDUE');
    const registered = overdue.by(personas.buyer).on('2025-11-20').given(registering);
    expect(registered.state.registration).toMatchObject({ status: 'REGISTERED', registeredOn: '2025-11-20' });
    registered.on('2025-11-21').when(registering).thenRefused('USAGE_REGISTERED');
    // What is left is the end of the first month.
    expect(nextTick(registered.state)?.toISOString()).toBe('2025-11-19T15:00:00.000Z');
  });

  it('the use cannot be registered before', () => {
    negotiated('drafted').on('2025-10-17').when(registering).thenRefused('CONTRACT_NOT_CONCLUDED');
  });

  it('can no longer be cancelled', proves({ '11.4/cancelled': cancelContract }), () => {
    signed.when((contract) => cancelContract(contract, { reason: '예산' })).thenRefused('CONTRACT_NOT_PLANNED');
  });
});

describe('A plan without any act', () => {
  it('is cancelled after sixty idle days', proves({ '11.4/cancelled': tick }), () => {
    const idle = negotiated('quoted').by(timers).on('2025-12-09 23:59').when(tick).thenEvents();
    const cancelled = idle.on('2025-12-10 00:00').given(tick);
    expect(cancelled.state).toMatchObject({
      status: 'CANCELLED',
      cancelled: { code: 'NOTHING_DONE' },
    });
    expect(nextTick(cancelled.state)).toBeUndefined();
  });

  it(
    '§11.4: is given up by a party before its conclusion, with the reason',
    proves({ '11.4/cancelled': cancelContract }),
    () => {
      for (const stage of ['quoting', 'chosen', 'agreed', 'ordered'] as const)
        negotiated(stage)
          .when((contract) => cancelContract(contract, { reason: '예산' }))
          .thenEvents({ type: 'ContractCancelled', data: { idle: false }, reason: '예산' });
    },
  );

  it('must not begin in the past', () => {
    const past = () => planned({ need: { period: { from: '2025-09-28', to: '2026-10-19' } } });
    expect(refusalOf(past)).toBe('PERIOD_PAST');
    expect(planned().moment.today).toBe('2025-09-29');
  });
});
