import { systemActor } from '#common/kernel/actor.js';
import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { refusalOf, specification } from '#testing/specification.js';
import { broken } from '../../testing/breaking.js';
import { negotiated, planned } from '../../testing/contract-steps.js';
import { completing, destroying, returning, running, settled, terminating } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { completeContract } from './completing.js';
import type { ContractState } from './contract.state.js';
import { confirmDataDestruction, confirmDataReturn, ensurePeriodOver } from './handing-back.js';
import { migrateContract } from './migrating.js';
import { performanceOf } from './performance.rules.js';
import { keepContract, openTerminationReview } from './reviewing.js';
import { registerUsage } from './registering.js';
import { rescindContract } from './rescinding.js';
import { terminateContract } from './terminating.js';
import { nextTick, tick } from './ticking.js';
import { mostOf, periodOf } from './ending.rules.js';

const timers = systemActor('timers');

describe('The data of the institution', () => {
  const over = running().on('2026-10-20');

  it(
    'Decree Art. 19(4), (5): come back first, and are destroyed after the last day',
    proves({ '5.7/data-returned': confirmDataReturn, '5.7/data-destroyed': confirmDataDestruction }),
    () => {
      running().when(destroying).thenRefused('DATA_NOT_RETURNED');
      const returned = running().on('2026-10-15').given(returning);
      returned.on('2026-10-19').when(destroying).thenRefused('PERIOD_RUNNING');
      const { state } = returned.on('2026-10-20').by(personas.supplier).given(destroying);
      expect(state.dataReturned).toEqual({
        outcome: 'RETURNED',
        note: 'CSV',
        by: personas.buyer.sub,
        at: '2026-10-15T01:00:00.000Z',
      });
      expect(state.dataDestroyed).toMatchObject({ note: '덮어쓰기', by: personas.supplier.sub });
    },
  );

  it('are confirmed once each', proves({ '5.7/data-returned': confirmDataReturn }), () => {
    const both = over.given(returning, destroying);
    both.when(returning).thenRefused('DATA_RETURNED');
    both.when(destroying).thenRefused('DATA_DESTROYED');
  });

  it('of a contract that has not begun are not in the service', () => {
    negotiated('signed').when(returning).thenRefused('CONTRACT_NOT_ACTIVE');
    negotiated('signed').when(destroying).thenRefused('CONTRACT_NOT_ACTIVE');
  });

  it('of a terminated contract are destroyed as soon as they came back', () => {
    const ended = running().given(...broken, terminating({ ground: 'BREACH', effectiveOn: '2025-10-20' }));
    ended.given(returning).when(destroying).thenEvents('DataDestroyed');
  });
});

describe('A contract is completed', () => {
  const over = running().on('2026-10-20');
  const paid = settled(over);
  const handedBack = paid.given(returning, destroying);

  it(
    '§11.4: after its last day, inspected, paid, its data returned and destroyed',
    proves({ '11.4/completed': completeContract }),
    () => {
      const { state } = handedBack.when(completing()).thenEvents({
        type: 'ContractCompleted',
        data: { contractId: handedBack.state.contractId, completedOn: '2026-10-20', settledAmount: 10_800_000 },
        details: { inspectedOn: '2026-10-19' },
      });
      expect(state.status).toBe('COMPLETED');
      expect(state.ended).toEqual({ on: '2026-10-20', settledAmount: 10_800_000, inspectedOn: '2026-10-19' });
    },
  );

  it('not before its last day has passed', proves({ '11.4/completed': ensurePeriodOver }), () => {
    running().on('2026-10-19').given(returning).when(completing()).thenRefused('PERIOD_RUNNING');
  });

  it('not before the return and the destruction of data are confirmed', () => {
    over.when(completing()).thenRefused('DATA_NOT_RETURNED');
    over.given(returning).when(completing()).thenRefused('DATA_NOT_DESTROYED');
  });

  it(
    'not before every period is stated, accepted, inspected and paid',
    proves({ '11.4/completed': completeContract }),
    () => {
      over.given(returning, destroying).when(completing()).thenRefused('CONTRACT_UNSETTLED');
    },
  );

  it('of before this system by what it is said to have cost, and no more than it may', () => {
    const facts = { ...sampleContract, period: { from: '2025-10-20', to: '2026-10-19' } };
    const migrated = specification(contractType, '2026-10-20')
      .by(personas.buyer)
      .given((_, moment) => migrateContract({ facts, projectName: '이관' }, moment))
      .given(returning, destroying);
    migrated.when(completing()).thenRefused('PAID_AMOUNT_MISSING');
    migrated.when(completing({ paidAmount: 12_000_001 })).thenRefused('SETTLEMENT_TOO_HIGH');
    migrated.when(completing({ paidAmount: 12_000_000 })).thenEvents({
      type: 'ContractCompleted',
      data: { settledAmount: 12_000_000 },
    });
  });

  it('not by an inspection before its start or after today', () => {
    handedBack.when(completing({ inspectedOn: '2025-10-19' })).thenRefused('INSPECTION_INVALID');
    handedBack.when(completing({ inspectedOn: '2026-10-21' })).thenRefused('INSPECTION_INVALID');
    handedBack.when(completing({ inspectedOn: '2025-10-20' })).thenEvents('ContractCompleted');
    handedBack.when(completing({ inspectedOn: '2026-10-20' })).thenEvents('ContractCompleted');
  });

  it('once, and only while it runs', () => {
    handedBack.given(completing()).when(completing()).thenRefused('CONTRACT_NOT_ACTIVE');
    negotiated('signed').when(completing()).thenRefused('CONTRACT_NOT_ACTIVE');
  });

  it('§5.6: by use, up to its cap', () => {
    const { state } = running();
    expect([mostOf(state), periodOf(state).to]).toEqual([10_800_000, '2026-10-19']);
    const capped = { ...state.terms!, cap: 20_000_000 };
    const lines = capped.lines.map((one) => ({ ...one, billingModel: 'USAGE' as const }));
    expect(mostOf({ ...state, terms: { ...capped, lines } })).toBe(20_000_000);
    expect(mostOf({ ...state, terms: capped })).toBe(10_800_000);
  });
});

describe('A contract is terminated', () => {
  it(
    '§11.4: by the institution with notice, for the budget: on its day it ends by itself, its used part settled',
    proves({ '11.4/terminated': terminateContract }),
    () => {
      const noticed = running().on('2026-01-30').when(terminating()).thenEvents('TerminationNoticed');
      expect(noticed.state.status).toBe('ACTIVE');
      noticed.when(terminating()).thenRefused('TERMINATION_NOTICED');
      expect(nextTick(noticed.state)?.toISOString()).toBe('2025-11-10T15:00:00.000Z');
      noticed
        .on('2026-02-28 23:59')
        .by(timers)
        .when(tick)
        .thenEvents('RegistrationFellOverdue', 'StatementPeriodEnded', 'EndDutiesBegan');
      const { state } = noticed
        .on('2026-03-01 00:00')
        .by(timers)
        .when(tick)
        .thenEvents(
          'RegistrationFellOverdue',
          'StatementPeriodEnded',
          {
            type: 'ContractTerminated',
            data: { contractId: noticed.state.contractId, terminatedOn: '2026-03-01', settledAmount: 3_900_000 },
            details: { ground: 'BUDGET' },
          },
          'EndDutiesBegan',
        );
      expect([state.status, state.ended]).toEqual(['TERMINATED', { on: '2026-03-01', settledAmount: 3_900_000 }]);
    },
  );

  it('at once, where its day is today', () => {
    const ended = running()
      .given(...broken)
      .when(terminating({ ground: 'BREACH', effectiveOn: '2025-10-20' }));
    expect(ended.thenEvents('TerminationNoticed', 'ContractTerminated', 'DepositForfeited').state.status).toBe(
      'TERMINATED',
    );
  });

  it('for the budget thirty days ahead at least', () => {
    running().on('2026-01-31').when(terminating()).thenRefused('TERMINATION_DAY_INVALID');
    running()
      .on('2026-01-31')
      .given(...broken)
      .when(terminating({ ground: 'BREACH' }))
      .thenEvents('TerminationNoticed');
  });

  it('within its period, and not in the past', () => {
    running()
      .when(terminating({ effectiveOn: '2026-10-20' }))
      .thenRefused('TERMINATION_DAY_INVALID');
    running()
      .when(terminating({ effectiveOn: '2026-10-19' }))
      .thenEvents('TerminationNoticed');
    running()
      .when(terminating({ ground: 'BREACH', effectiveOn: '2025-10-19' }))
      .thenRefused('TERMINATION_DAY_INVALID');
  });

  it('for no more than it may cost', () => {
    running()
      .when(terminating({ usedAmount: 10_800_001 }))
      .thenRefused('SETTLEMENT_TOO_HIGH');
    running()
      .when(terminating({ usedAmount: 10_800_000 }))
      .thenEvents('TerminationNoticed');
  });

  it('by the supplier with cause only', () => {
    for (const ground of ['BUDGET', 'DELAY_DAMAGES', 'FRAUD_CANCELLATION'] as const)
      running()
        .when(terminating({ by: 'SUPPLIER', ground }))
        .thenRefused('GROUND_NOT_YOURS');
    running()
      .when(terminating({ by: 'SUPPLIER', ground: 'BREACH' }))
      .thenRefused('BREACH_NOT_DECIDED');
    running()
      .when(terminating({ by: 'SUPPLIER', ground: 'AGREEMENT' }))
      .thenEvents('TerminationStated');
  });

  it(
    'for delay damages once those on record reach the deposit',
    proves({ '5.6/damages-end': terminateContract, '11.4/terminated': terminateContract }),
    () => {
      const delayed = terminating({ ground: 'DELAY_DAMAGES' });
      running().when(delayed).thenRefused('DELAY_DAMAGES_TOO_LOW');
      const { state, moment } = running();
      const owing = (amount: number): ContractState => {
        const damages = [{ amount } as ReturnType<typeof performanceOf>['damages'][number]];
        return { ...state, performance: { ...performanceOf(state), damages } };
      };
      expect(refusalOf(() => delayed(owing(1_079_999), moment))).toBe('DELAY_DAMAGES_TOO_LOW');
      expect(delayed(owing(1_080_000), moment)).toMatchObject([{ type: 'TerminationNoticed' }]);
    },
  );

  it(
    '§11.3: for a cancellation by fraud while its review is open, and not once it was decided to go on',
    proves({ '11.3/fraud-review': openTerminationReview }),
    () => {
      const opening = (contract: ContractState) => openTerminationReview(contract, { cancelledOn: '2026-02-13' });
      const fraud = terminating({ ground: 'FRAUD_CANCELLATION' });
      running().when(fraud).thenRefused('REVIEW_NOT_OPEN');
      const reviewed = running().on('2026-02-13').when(opening).thenEvents('TerminationReviewOpened');
      expect(reviewed.state.status).toBe('ACTIVE');
      reviewed.when(opening).thenEvents();
      expect(waitsIn(contractType, reviewed).join()).toContain('DECIDE_TERMINATION_REVIEW INSTITUTION@1000001');
      expect(toldBy(contractType, reviewed, 'TerminationReviewOpened')).toMatchObject([
        { reason: 'TERMINATION_REVIEW_OPENED', to: 'INSTITUTION@1000001' },
      ]);
      const noticed = reviewed.when(fraud).thenEvents('TerminationNoticed');
      expect(waitsIn(contractType, noticed).join()).not.toContain('DECIDE_TERMINATION_REVIEW');
      const keeping = (contract: ContractState) => keepContract(contract, { reason: '대체 서비스 없음' });
      const kept = reviewed.when(keeping).thenEvents('ContractKept');
      expect(kept.state.terminationReview).toMatchObject({ status: 'KEPT', reason: '대체 서비스 없음' });
      kept.when(fraud).thenRefused('REVIEW_NOT_OPEN');
      kept.when(keeping).thenRefused('REVIEW_NOT_OPEN');
      negotiated('signed').when(opening).thenEvents('TerminationReviewOpened');
      negotiated('ordered').when(opening).thenEvents();
    },
  );

  it('by agreement when both state the same day and amount', () => {
    const agreed = { ground: 'AGREEMENT' } as const;
    const stated = running().when(terminating(agreed)).thenEvents('TerminationStated');
    stated.when(terminating(agreed)).thenEvents('TerminationStated');
    const bySupplier = stated.by(personas.supplier);
    bySupplier.when(terminating({ ...agreed, by: 'SUPPLIER', usedAmount: 4_000_000 })).thenEvents('TerminationStated');
    bySupplier
      .when(terminating({ ...agreed, by: 'SUPPLIER', effectiveOn: '2026-03-02' }))
      .thenEvents('TerminationStated');
    const both = bySupplier.when(terminating({ ...agreed, by: 'SUPPLIER' })).thenEvents('TerminationNoticed');
    expect(both.state.terminationStated).toBeUndefined();
    expect(both.state.termination).toMatchObject({ ground: 'AGREEMENT', effectiveOn: '2026-03-01' });
  });

  it('only while it runs', () => {
    negotiated('signed').when(terminating()).thenRefused('CONTRACT_NOT_ACTIVE');
  });
});

describe('A contract is rescinded', () => {
  const signed = negotiated('signed');
  const rescinding = (contract: Parameters<typeof rescindContract>[0], moment: Parameters<typeof rescindContract>[2]) =>
    rescindContract(contract, { reason: '필요 소멸' }, moment);

  it('§11.4: before its first day, with the reason', proves({ '11.4/rescinded': rescindContract }), () => {
    const { state } = signed.when(rescinding).thenEvents({
      type: 'ContractRescinded',
      data: { contractId: signed.state.contractId, rescindedOn: '2025-10-17' },
      reason: '필요 소멸',
    });
    expect([state.status, state.ended]).toEqual(['RESCINDED', { on: '2025-10-17', reason: '필요 소멸' }]);
  });

  it('§11.4: not once it has begun, nor before it is concluded', () => {
    running().when(rescinding).thenRefused('CONTRACT_NOT_CONCLUDED');
    negotiated('ordered').when(rescinding).thenRefused('CONTRACT_NOT_CONCLUDED');
  });

  it('A-18: and its use is registered no more, unless it was before', () => {
    const use = { projectName: '도입', actualUser: '수요기관 1', supportProgramme: false };
    const registering = (contract: typeof signed.state, moment: typeof signed.moment) =>
      registerUsage(contract, use, moment);
    const rescinded = signed.given(rescinding);
    expect(nextTick(rescinded.state)).toBeUndefined();
    rescinded.when(registering).thenRefused('CONTRACT_NOT_CONCLUDED');
    expect(signed.given(registering, rescinding).state.registration?.status).toBe('REGISTERED');
  });
});

it('what was never concluded has no end', () => {
  const plan = planned();
  expect(() => periodOf(plan.state)).toThrow('PLANNED');
  plan.when((contract) => confirmDataReturn(contract, { outcome: 'WAIVED' })).thenRefused('CONTRACT_NOT_ACTIVE');
  plan
    .when((contract, moment) => confirmDataDestruction(contract, { note: '-' }, moment))
    .thenRefused('CONTRACT_NOT_ACTIVE');
});
