import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { systemActor } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { specification } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { answering, broken, deciding, reporting } from '../../testing/breaking.js';
import { negotiated, type ContractSpecification } from '../../testing/contract-steps.js';
import { accepting, byUse, calling, claiming, inspecting, paying, stating } from '../../testing/performance-steps.js';
import { running, settled, terminating } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { migrateContract } from './migrating.js';
import { depositOf, performanceOf, periodToState, totalsOf } from './performance.rules.js';
import { ensureCoversAccepted, forfeitDeposit, isToSettle, setOffDeposit, settleTermination } from './winding-up.js';
import { terminateContract } from './terminating.js';
import { tick } from './ticking.js';

const WAIVER = { kind: 'WAIVER', ground: 'SMALL_AMOUNT' } as const;
const started = running();
/** No deposit was paid: the supplier has pledged it. */
const waived = running(negotiated('signed', undefined, { deposit: WAIVER }));

/** The institution ends it for a breach on the first of March: until 28 February, 3.9 M won are used at most. */
const ended = (from: ContractSpecification = started, usedAmount = 3_900_000): ContractSpecification =>
  from.on('2026-03-01').given(...broken, terminating({ ground: 'BREACH', usedAmount }));
const claimed = (from: ContractSpecification): ContractSpecification =>
  from.given(stating(), accepting(), inspecting(), claiming());

const settle = (contract: ContractState, moment: Parameters<typeof settleTermination>[1]) =>
  settleTermination(contract, moment);
const settingOff =
  (amount: number, claimNo = 1) =>
  (contract: ContractState): readonly ContractEvent[] =>
    setOffDeposit(contract, { claimNo, amount });

describe('The used part of a terminated contract', () => {
  it('§11.4: is stated until its last day, accepted, inspected, claimed and paid', () => {
    const over = ended();
    expect(periodToState(over.state)).toEqual({ from: '2025-10-20', to: '2025-11-19' });
    over.when(stating({ period: { from: '2025-10-20', to: '2026-02-28' } })).thenRefused('STATEMENT_PERIOD');
    const paid = settled(over);
    const { statements } = performanceOf(paid.state);
    expect(statements.at(-1)?.period).toEqual({ from: '2026-02-20', to: '2026-02-28' });
    // Nine days of 28 of the fifth month.
    expect(statements.map(({ amount }) => amount)).toEqual([900_000, 900_000, 900_000, 900_000, 289_285]);
    expect(paid.state.status).toBe('TERMINATED');
  });

  it('§11.4: costs what was settled at most', () => {
    const paid = settled(ended(started, 3_700_000));
    expect(performanceOf(paid.state).statements.at(-1)).toMatchObject({ gross: 100_000, amount: 100_000 });
    expect(totalsOf(paid.state)).toMatchObject({ limit: 3_700_000, stated: 3_700_000 });
    const calls = byUse()
      .on('2025-12-01')
      .given(...broken);
    const used = calls.given(terminating({ ground: 'BREACH', effectiveOn: '2025-12-01', usedAmount: 1_100 }));
    used.when(calling(101)).thenRefused('STATEMENT_ABOVE_CAP');
    used.when(calling(100)).thenEvents({ type: 'StatementSubmitted', data: { amount: 1_100 } });
  });

  it('is bounded from the notice on, before the end', () => {
    const noticed = byUse()
      .on('2025-12-01')
      .given(...broken, terminating({ ground: 'BREACH', effectiveOn: '2025-12-10', usedAmount: 1_100 }));
    expect(noticed.state.status).toBe('ACTIVE');
    noticed.when(calling(101)).thenRefused('STATEMENT_ABOVE_CAP');
  });

  it('never costs less than what is accepted', proves({ '11.4/settled': ensureCoversAccepted }), () => {
    const accepted = started.on('2026-03-01').given(...broken, stating(), accepting());
    accepted.when(terminating({ ground: 'BREACH', usedAmount: 899_999 })).thenRefused('SETTLEMENT_TOO_LOW');
    accepted
      .when(terminating({ ground: 'BREACH', usedAmount: 900_000 }))
      .thenEvents('TerminationNoticed', 'ContractTerminated', 'DepositForfeited');
  });

  it(
    '§11.4: is closed with what was paid of it, once all of it is paid',
    proves({ '11.4/settled': settleTermination }),
    () => {
      started.when(settle).thenRefused('CONTRACT_NOT_TERMINATED');
      const over = ended();
      over.when(settle).thenRefused('CONTRACT_UNSETTLED');
      const paid = settled(over);
      expect(isToSettle(over.state)).toBe(false);
      expect(isToSettle(paid.state)).toBe(true);
      expect(isToSettle(settled(started.on('2026-10-20')).state)).toBe(false);
      const { contractId } = over.state;
      // The institution is a state body: it pays whole tens of won.
      const closed = paid.when(settle).thenEvents({
        type: 'ContractSettled',
        data: { contractId, settledOn: '2026-03-01', settledAmount: 3_889_280 },
      });
      expect(closed.state.settlement).toEqual({ on: '2026-03-01', amount: 3_889_280 });
      expect(isToSettle(closed.state)).toBe(false);
      closed.when(settle).thenRefused('CONTRACT_SETTLED');
      closed.when(stating()).thenRefused('CONTRACT_NOT_ACTIVE');
    },
  );

  it(
    'A-37: is waited for thirty days where the supplier states nothing, and without an end where it did',
    proves({ '11.4/settled': settleTermination }),
    () => {
      const over = ended();
      over.on('2026-03-31').when(settle).thenRefused('CONTRACT_UNSETTLED');
      over
        .on('2026-04-01')
        .when(settle)
        .thenEvents({ type: 'ContractSettled', data: { settledAmount: 0 } });
      claimed(over).on('2026-06-01').when(settle).thenRefused('CONTRACT_UNSETTLED');
    },
  );

  it('of before this system was settled by its notice', () => {
    const facts = { ...sampleContract, period: { from: '2025-10-20', to: '2026-10-19' } };
    const migrated = specification(contractType, '2026-03-01')
      .by(personas.buyer)
      .given((_, moment) => migrateContract({ facts, projectName: '이관' }, moment), ...broken);
    const over = migrated.given(terminating({ ground: 'BREACH' }));
    expect(over.decided.map(({ type }) => type)).toEqual(['TerminationNoticed', 'ContractTerminated']);
    expect(isToSettle(over.state)).toBe(false);
    over.when(settle).thenRefused('TERMS_MISSING');
  });

  it('is in the work of the supplier until it is stated, then in that of the institution', () => {
    const over = ended().by(systemActor('timers')).given(tick).by(personas.buyer);
    const waits = (one: ContractSpecification) =>
      waitsIn(contractType, one).filter((text) => /SUBMIT_STATEMENT|SETTLE_TERMINATION/.test(text));
    expect(waits(over)).toEqual([expect.stringMatching(/^SUBMIT_STATEMENT SUPPLIER@/)]);
    const paid = settled(over);
    expect(waits(paid)).toEqual([expect.stringMatching(/^SETTLE_TERMINATION INSTITUTION@/)]);
    const closed = paid.given(settle);
    expect(waits(closed)).toEqual([]);
    expect(toldBy(contractType, closed, 'ContractSettled')).toMatchObject([{ reason: 'CONTRACT_SETTLED' }]);
  });
});

describe('The deposit', () => {
  it(
    'S18 Art. 51: is forfeited when the contract ends for a breach of the supplier, or for its delay',
    proves({ '5.6/deposit-forfeited': forfeitDeposit }),
    () => {
      const forfeited = { type: 'DepositForfeited', data: { form: 'DEPOSIT', amount: 1_080_000 } } as const;
      const over = started
        .on('2026-03-01')
        .given(...broken)
        .when(terminating({ ground: 'BREACH' }))
        .thenEvents('TerminationNoticed', 'ContractTerminated', forfeited);
      expect(over.state.forfeited).toEqual({ form: 'DEPOSIT', amount: 1_080_000, on: '2026-03-01' });
      expect(toldBy(contractType, over, 'DepositForfeited').map(({ reason }) => reason)).toEqual([
        'DEPOSIT_FORFEITED',
        'DEPOSIT_FORFEITED',
      ]);
      const { state, moment } = started.on('2026-03-01');
      const late = { by: 'INSTITUTION', ground: 'DELAY_DAMAGES', reason: '-', effectiveOn: '2026-03-01' } as const;
      expect(forfeitDeposit(state, { ...late, usedAmount: 0 }, moment)).toEqual([forfeited]);
    },
  );

  it(
    'is forfeited on the day of the end, when notice was given before',
    proves({ '5.6/deposit-forfeited': terminateContract }),
    () => {
      const noticed = started
        .on('2025-12-01')
        .given(...broken)
        .when(terminating({ ground: 'BREACH' }));
      noticed
        .thenEvents('TerminationNoticed')
        .on('2026-03-01 00:00')
        .by(systemActor('timers'))
        .when(tick)
        .thenEvents(
          'RegistrationFellOverdue',
          'StatementPeriodEnded',
          'ContractTerminated',
          'DepositForfeited',
          'EndDutiesBegan',
        );
    },
  );

  it(
    'stays where the supplier is not at fault, or ends the contract itself',
    proves({ '5.6/deposit-forfeited': forfeitDeposit }),
    () => {
      const { state, moment } = started.on('2026-03-01');
      const on = { reason: '-', effectiveOn: '2026-03-01', usedAmount: 0 } as const;
      for (const ground of ['BUDGET', 'AGREEMENT', 'FRAUD_CANCELLATION'] as const)
        expect(forfeitDeposit(state, { by: 'INSTITUTION', ground, ...on }, moment)).toEqual([]);
      expect(forfeitDeposit(state, { by: 'SUPPLIER', ground: 'BREACH', ...on }, moment)).toEqual([]);
      started
        .on('2026-03-01')
        .by(personas.supplier)
        .given(reporting({ by: 'SUPPLIER' }), answering({ party: 'INSTITUTION' }), deciding({ party: 'SUPPLIER' }))
        .when(terminating({ by: 'SUPPLIER', ground: 'BREACH' }))
        .thenEvents('TerminationNoticed', 'ContractTerminated');
    },
  );

  it('that was waived is owed', proves({ '5.6/deposit-forfeited': forfeitDeposit }), () => {
    const over = ended(waived);
    expect(over.state.forfeited).toEqual({ form: 'PLEDGE', amount: 1_080_000, on: '2026-03-01' });
    expect(depositOf(over.state, over.moment.policy)).toBe(1_080_000);
  });

  it(
    'S18 Art. 51(4): that is owed is set off against claims, and one that was paid is not',
    proves({ '5.6/deposit-forfeited': setOffDeposit }),
    () => {
      claimed(ended()).when(settingOff(1)).thenRefused('NOTHING_TO_SET_OFF');
      claimed(waived.on('2026-03-01')).when(settingOff(1)).thenRefused('NOTHING_TO_SET_OFF');
      const over = claimed(ended(waived));
      over.when(settingOff(0)).thenRefused('SET_OFF_TOO_HIGH');
      over.when(settingOff(900_001)).thenRefused('SET_OFF_TOO_HIGH');
      over.when(settingOff(900_000, 2)).thenRefused('NOT_FOUND');
      const part = over.when(settingOff(400_000)).thenEvents({
        type: 'DepositSetOff',
        data: { claimNo: 1, amount: 400_000, settles: false },
      });
      part.when(settingOff(500_001)).thenRefused('SET_OFF_TOO_HIGH');
      part.when(paying({ amount: 500_010 })).thenRefused('PAYMENT_ABOVE_CLAIM');
      const whole = part.when(settingOff(500_000)).thenEvents({ type: 'DepositSetOff', data: { settles: true } });
      expect(performanceOf(whole.state)).toMatchObject({
        claims: [{ status: 'PAID', setOff: 900_000, payments: [] }],
        statements: [{ status: 'PAID' }],
      });
      whole.when(settingOff(1)).thenRefused('CLAIM_STATUS');
      // 180,000 won of the deposit are left.
      const second = claimed(whole);
      second.when(settingOff(180_001, 2)).thenRefused('SET_OFF_TOO_HIGH');
      const rest = second.given(settingOff(180_000, 2), paying());
      expect(totalsOf(rest.state)).toMatchObject({ setOff: 1_080_000, paid: 720_000, claimed: 0 });
      const closed = settled(rest).when(settle);
      // What was set off was used, and is paid from the budget like the rest.
      closed.thenEvents({ type: 'ContractSettled', data: { settledAmount: 3_889_280 } });
    },
  );
});
