import { systemActor } from '#common/kernel/actor.js';
import { addDays } from '#common/kernel/day.js';
import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { specification, type Decide } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { expectExactEdges, type Dice } from '#testing/walk.js';
import { answering, correcting, deciding, reporting } from '../../testing/breaking.js';
import { negotiated } from '../../testing/contract-steps.js';
import { completing, destroying, returning, running, settled, terminating } from '../../testing/running.js';
import { breachesFor } from '../breach.view.js';
import { contractType } from '../contract.type.js';
import { ensureBreach, ensureGround, groundOf } from './breach.rules.js';
import { breachMachine } from './breach.evolve.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { confirmCorrection, decideBreach } from './deciding-breaches.js';
import { migrateContract } from './migrating.js';
import { registerUsage } from './registering.js';
import { answerBreach, closeAnswers, reportBreach } from './reporting-breaches.js';
import { terminateContract } from './terminating.js';
import { nextTick, tick } from './ticking.js';

const timers = systemActor('timers');
const started = running().on('2025-12-01');
const reported = started.given(reporting());
const registered: Decide<ContractState, ContractEvent> = (contract, moment) =>
  registerUsage(contract, { projectName: '도입', actualUser: '수요기관 1', supportProgramme: false }, moment);
const answered = reported.on('2025-12-05').by(personas.supplier).given(answering()).by(personas.buyer);
/** The institution is reported by the supplier, and has answered. */
const bySupplier = started
  .by(personas.supplier)
  .given(reporting({ by: 'SUPPLIER' }), answering({ party: 'INSTITUTION' }));

describe('A breach of a contract', () => {
  it(
    'A-36: is reported with its facts; the other party has ten days to state its case',
    proves({ '5.6/breach-heard': reportBreach }),
    () => {
      const { state } = started.when(reporting()).thenEvents({
        type: 'BreachReported',
        data: {
          n: 1,
          by: 'INSTITUTION',
          occurredOn: '2025-11-28',
          facts: '백업을 하지 않았다',
          evidence: ['점검표 12호'],
          answer: { key: 'BREACH_ANSWER', dueAt: '2025-12-11T15:00:00.000Z', basis: 'd', rule: 'A-36' },
        },
      });
      expect(state.breaches).toMatchObject([{ n: 1, status: 'REPORTED', reportedOn: '2025-12-01' }]);
    },
  );

  it('lies between the start of the contract and today', proves({ '5.6/breach-heard': reportBreach }), () => {
    started.when(reporting({ occurredOn: '2025-10-19' })).thenRefused('BREACH_DAY_INVALID');
    started.when(reporting({ occurredOn: '2025-12-02' })).thenRefused('BREACH_DAY_INVALID');
    started.when(reporting({ occurredOn: '2025-10-20' })).thenEvents('BreachReported');
    started.when(reporting({ occurredOn: '2025-12-01' })).thenEvents('BreachReported');
    negotiated('signed').when(reporting()).thenRefused('CONTRACT_NOT_STARTED');
  });

  it('is one at a time for each party', proves({ '5.6/breach-heard': reportBreach }), () => {
    reported.when(reporting()).thenRefused('BREACH_OPEN');
    answered.when(reporting()).thenRefused('BREACH_OPEN');
    reported.when(reporting({ by: 'SUPPLIER' })).thenEvents({ type: 'BreachReported', data: { n: 2 } });
    answered
      .given(deciding())
      .when(reporting())
      .thenEvents({ type: 'BreachReported', data: { n: 2 } });
  });

  it('is answered by the other party, once, and late too', proves({ '5.6/breach-heard': answerBreach }), () => {
    reported.when(answering({ party: 'INSTITUTION' })).thenRefused('BREACH_NOT_YOURS');
    reported.when(answering({ breachNo: 2 })).thenRefused('NOT_FOUND');
    const late = reported.on('2025-12-12 00:00').by(timers).given(tick).by(personas.supplier);
    expect(late.state.breaches).toMatchObject([{ status: 'UNANSWERED' }]);
    late.when(answering()).thenEvents({ type: 'BreachAnswered', data: { n: 1, statement: '점검 중이었다' } });
    expect(answered.state.breaches).toMatchObject([
      { status: 'ANSWERED', answered: { on: '2025-12-05', statement: '점검 중이었다', evidence: ['작업 기록'] } },
    ]);
    answered.when(answering()).thenRefused('BREACH_STATUS');
    answered.given(deciding()).when(answering()).thenRefused('BREACH_STATUS');
  });

  it(
    'A-36: is not decided before the other party has answered or its days are over',
    proves({ '5.6/breach-heard': ensureBreach }),
    () => {
      reported.when(deciding()).thenRefused('BREACH_STATUS');
      answered.when(deciding()).thenEvents('BreachDecided');
      reported.on('2025-12-12 00:00').by(timers).given(tick).when(deciding()).thenEvents('BreachDecided');
    },
  );

  it(
    'falls to the decision at the end of the tenth day, and not a second before',
    proves({ '5.6/breach-heard': closeAnswers }),
    () => {
      const clock = started.given(registered, reporting()).by(timers);
      expect(nextTick(clock.state)?.toISOString()).toBe('2025-11-19T15:00:00.000Z');
      const known = clock.given(tick);
      expect(nextTick(known.state)?.toISOString()).toBe('2025-12-11T15:00:00.000Z');
      known.on('2025-12-11 23:59').when(tick).thenEvents();
      known
        .on('2025-12-12 00:00')
        .when(tick)
        .thenEvents({ type: 'BreachUnanswered', data: { n: 1 } });
    },
  );

  it('is decided by the party that reported it', proves({ '5.6/breach-decided': decideBreach }), () => {
    answered.when(deciding({ party: 'SUPPLIER' })).thenRefused('BREACH_NOT_YOURS');
    const { state } = answered.when(deciding({ consequence: 'NONE' })).thenEvents({
      type: 'BreachDecided',
      data: { breachNo: 1, party: 'INSTITUTION', consequence: 'NONE', decidedOn: '2025-12-05', supplier: '1234567890' },
      reason: '백업 의무 위반',
    });
    expect(state.breaches).toMatchObject([
      { status: 'DECIDED', decided: { on: '2025-12-05', consequence: 'NONE', reason: '백업 의무 위반' } },
    ]);
  });

  it(
    'has a day after today for its correction, and none without',
    proves({ '5.6/breach-decided': decideBreach }),
    () => {
      const correction = { consequence: 'CORRECTION' } as const;
      answered.when(deciding(correction)).thenRefused('CORRECTION_DAY_INVALID');
      answered.when(deciding({ ...correction, correctBy: '2025-12-05' })).thenRefused('CORRECTION_DAY_INVALID');
      answered.when(deciding({ correctBy: '2025-12-06' })).thenRefused('CORRECTION_DAY_INVALID');
      answered.when(deciding({ ...correction, correctBy: '2025-12-06' })).thenEvents({
        type: 'BreachDecided',
        data: { breachNo: 1, consequence: 'CORRECTION' },
        details: { consequence: 'CORRECTION', correctBy: '2025-12-06' },
      });
    },
  );

  it('lets the institution alone ask for a debarment', proves({ '5.6/breach-decided': decideBreach }), () => {
    const debarment = { consequence: 'DEBARMENT_REQUEST' } as const;
    bySupplier.when(deciding({ ...debarment, party: 'SUPPLIER' })).thenRefused('CONSEQUENCE_NOT_YOURS');
    answered.when(deciding(debarment)).thenEvents('BreachDecided');
  });

  it(
    'of an ended contract may still be decided, but ends nothing',
    proves({ '5.6/breach-decided': decideBreach }),
    () => {
      const over = settled(running().on('2026-10-20')).given(returning, destroying, completing());
      const late = over.given(reporting(), answering());
      late.when(deciding()).thenRefused('CONTRACT_NOT_ACTIVE');
      late.when(deciding({ consequence: 'DEBARMENT_REQUEST' })).thenEvents('BreachDecided');
      late.when(deciding({ consequence: 'NONE' })).thenEvents('BreachDecided');
    },
  );

  it(
    'is confirmed as corrected by the party that asked for it, late too',
    proves({ '5.6/breach-decided': confirmCorrection }),
    () => {
      const asked = answered.given(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }));
      asked.when(correcting({ party: 'SUPPLIER' })).thenRefused('BREACH_NOT_YOURS');
      answered.when(correcting()).thenRefused('BREACH_STATUS');
      answered.given(deciding()).when(correcting()).thenRefused('CORRECTION_NOT_ASKED');
      const { state } = asked.on('2025-12-20').when(correcting()).thenEvents('BreachCorrected');
      expect(state.breaches).toMatchObject([{ status: 'CORRECTED', corrected: { on: '2025-12-20', note: '복구함' } }]);
    },
  );

  it('of before this system is reported too', () => {
    const facts = { ...sampleContract, period: { from: '2025-10-20', to: '2026-10-19' } };
    specification(contractType, '2026-01-20')
      .by(personas.buyer)
      .given((_, moment) => migrateContract({ facts, projectName: '이관' }, moment))
      .when(reporting({ occurredOn: '2026-01-20' }))
      .thenEvents('BreachReported');
  });
});

it('Breaches go exactly the ways of their diagram', () => {
  const type = { ...contractType, machines: [breachMachine] };
  const any = (dice: Dice) => (['INSTITUTION', 'SUPPLIER'] as const)[dice(2)] ?? 'SUPPLIER';
  const last = ({ breaches = [] }: ContractState): number => breaches.length;
  expectExactEdges(type, {
    from: specification(type, '2025-12-01').given(started.history),
    daysMax: 6,
    walks: 100,
    commands: {
      report: (_, dice) => (contract, moment) =>
        reporting({ by: any(dice), occurredOn: moment.today })(contract, moment),
      answer: (state, dice) => answering({ breachNo: last(state), party: any(dice) }),
      close: (state, dice) => deciding({ breachNo: last(state), party: any(dice), consequence: 'NONE' }),
      ask: (state, dice) => (contract, moment) => {
        const correctBy = addDays(moment.today, 3);
        const correction = { consequence: 'CORRECTION', correctBy } as const;
        return deciding({ breachNo: last(state), party: any(dice), ...correction })(contract, moment);
      },
      correct: (state, dice) => correcting({ breachNo: last(state), party: any(dice) }),
      tick: () => tick,
    },
  });
});

describe('A contract ends for a breach', () => {
  const ending = terminating({ ground: 'BREACH' });

  it(
    'A-36: once the breach is decided to end it, or to debar its supplier',
    proves({ '5.6/breach-end': terminateContract, '11.4/terminated': terminateContract }),
    () => {
      for (const early of [started, reported, answered]) early.when(ending).thenRefused('BREACH_NOT_DECIDED');
      answered
        .given(deciding({ consequence: 'NONE' }))
        .when(ending)
        .thenRefused('BREACH_NOT_DECIDED');
      answered.given(deciding()).when(ending).thenEvents('TerminationNoticed');
      answered
        .given(deciding({ consequence: 'DEBARMENT_REQUEST' }))
        .when(ending)
        .thenEvents('TerminationNoticed');
    },
  );

  it(
    'A-36: the day after a correction was due, unless it was confirmed',
    proves({ '5.6/breach-end': groundOf }),
    () => {
      const asked = answered.given(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }));
      asked.on('2025-12-10').when(ending).thenRefused('BREACH_NOT_DECIDED');
      asked.on('2025-12-11').when(ending).thenEvents('TerminationNoticed');
      asked.given(correcting()).on('2025-12-11').when(ending).thenRefused('BREACH_NOT_DECIDED');
    },
  );

  it('by the party that reported it, and not by the other', proves({ '5.6/breach-end': ensureGround }), () => {
    answered
      .given(deciding())
      .when(terminating({ by: 'SUPPLIER', ground: 'BREACH' }))
      .thenRefused('BREACH_NOT_DECIDED');
    const decided = bySupplier.given(deciding({ party: 'SUPPLIER' }));
    decided.when(ending).thenRefused('BREACH_NOT_DECIDED');
    decided.when(terminating({ by: 'SUPPLIER', ground: 'BREACH' })).thenEvents('TerminationNoticed');
  });
});

describe('Those whom a breach concerns', () => {
  it('A-36: have it in their work, each at their turn', () => {
    const waits = (one: typeof started) => waitsIn(contractType, one).filter((text) => /BREACH|CORRECTION/.test(text));
    expect(waits(reported)).toEqual([expect.stringMatching(/^ANSWER_BREACH 1 SUPPLIER@\d+ 2025-12-11T15:00/)]);
    expect(waits(answered)).toEqual([expect.stringMatching(/^DECIDE_BREACH 1 INSTITUTION@\d+ –$/)]);
    expect(waits(answered.given(deciding()))).toEqual([expect.stringMatching(/^END_FOR_BREACH 1 INSTITUTION@\d+ –$/)]);
    expect(waits(answered.given(deciding(), terminating({ ground: 'BREACH' })))).toEqual([]);
    const asked = answered.given(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }));
    expect(waits(asked)).toEqual([expect.stringMatching(/^CONFIRM_CORRECTION 1 INSTITUTION@\d+ 2025-12-10T15:00/)]);
    expect(waits(asked.given(correcting()))).toEqual([]);
    expect(waits(bySupplier)).toEqual([expect.stringMatching(/^DECIDE_BREACH 1 SUPPLIER@\d+ –$/)]);
  });

  it('A-36: are told, the party first, and NIA of a debarment that is asked for', () => {
    const told = (one: typeof started, event: ContractEvent['type']) =>
      toldBy(contractType, one, event).map(({ reason, to, dueOn }) => [reason, to.replace(/@.*/, ''), dueOn]);
    expect(told(reported, 'BreachReported')).toEqual([['BREACH_REPORTED', 'SUPPLIER', '2025-12-11']]);
    expect(told(answered, 'BreachAnswered')).toEqual([['BREACH_ANSWERED', 'INSTITUTION', undefined]]);
    expect(told(answered.given(deciding()), 'BreachDecided')).toEqual([['BREACH_DECIDED', 'SUPPLIER', undefined]]);
    expect(told(answered.given(deciding({ consequence: 'DEBARMENT_REQUEST' })), 'BreachDecided')).toEqual([
      ['BREACH_DECIDED', 'SUPPLIER', undefined],
      ['DEBARMENT_REQUESTED', 'role:NIA_OPERATOR', undefined],
    ]);
    const asked = answered.given(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }));
    expect(told(asked, 'BreachDecided')).toEqual([['BREACH_DECIDED', 'SUPPLIER', '2025-12-10']]);
    expect(told(asked.given(correcting()), 'BreachCorrected')).toEqual([['BREACH_CORRECTED', 'SUPPLIER', undefined]]);
  });

  it('read it: the parties and the auditor; NIA once a debarment is asked for, but never of its own house', () => {
    const { officer, supplier, buyer, auditor, otherBuyer } = personas;
    const seen = (one: typeof started, ...readers: readonly (typeof buyer)[]) =>
      readers.map((reader) => breachesFor(reader, one.state, one.moment.at).breaches?.length ?? 0);
    expect(seen(answered, buyer, supplier, auditor, officer, otherBuyer)).toEqual([1, 1, 1, 0, 0]);
    const asked = answered.given(deciding({ consequence: 'DEBARMENT_REQUEST' }));
    const ofTheHouse = { ...officer, org: supplier.org ?? '' };
    expect(seen(asked, officer, ofTheHouse, otherBuyer)).toEqual([1, 0, 0]);
  });
});
