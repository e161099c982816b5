import * as fc from 'fast-check';
import { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { EventMeta } from '#common/events/cloud-event.js';
import { addDays } from '#common/kernel/day.js';
import { RowRuns } from '#common/projections/row-runs.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { refusalOf, type Decide } from '#testing/specification.js';
import { contractType } from '../../contracts/contract.type.js';
import type { ContractEvent } from '../../contracts/domain/contract.events.js';
import type { ContractState } from '../../contracts/domain/contract.state.js';
import { correctUsage, registerUsage } from '../../contracts/domain/registering.js';
import { rescindContract } from '../../contracts/domain/rescinding.js';
import { tick } from '../../contracts/domain/ticking.js';
import { line, negotiated, type ContractSpecification } from '../../testing/contract-steps.js';
import { amending, signingAmendment, terminating } from '../../testing/running.js';
import { contractFigures } from './statistics.projection.js';

type Row = Readonly<Record<string, unknown>> & { sequence: number };

/** What one event of the contract sets; nothing for one that is not followed. */
interface Told {
  readonly sequence: number;
  readonly set: Readonly<Record<string, unknown>> | undefined;
}

const toldOf = ({ history }: ContractSpecification): readonly Told[] =>
  history.map(({ type, data }, i) => {
    const definition = contractFigures.consumes.find(({ name }) => name === type);
    const set =
      definition &&
      contractFigures.project({ definition, data, meta: { time: '2025-10-31T00:00:00.000Z' } as EventMeta });
    return { sequence: i + 1, set };
  });

/** A batch as the projector writes it: a write that brings the row no further does nothing. */
function written(row: Row, batch: readonly Told[]): Row {
  const runs = new RowRuns();
  for (const { sequence, set } of batch) {
    if (set === undefined) runs.pass('contract', sequence);
    else runs.add('contract', sequence, set);
  }
  const now = { ...row };
  for (const { sequence, set } of [...runs.rounds()].flat()) {
    if (now.sequence < sequence) Object.assign(now, set, { sequence });
  }
  return now;
}

const factOf = (field: unknown) => field as { readonly on: string; readonly amount?: number } | undefined;

const NOTHING: Row = { sequence: 0 };
const use = { projectName: '도입', actualUser: '수요기관 1', supportProgramme: false };

describe('The figures of a contract', { timeout: 120_000 }, () => {
  it(
    '§11.5: have the day of the registration, and its amount',
    proves({ '11.5/usage-counted': contractFigures }),
    () => {
      expect(contractFigures.consumes).toContain(UsageRegistered);
      const registered = negotiated('signed')
        .on('2025-10-31')
        .given((contract, moment) => registerUsage(contract, use, moment));
      expect(written(NOTHING, toldOf(registered))).toMatchObject({
        concludedOn: '2025-10-17',
        registered: { on: '2025-10-31', amount: 10_800_000, recordedAt: '2025-10-31T00:00:00.000Z' },
        amount: 10_800_000,
      });
    },
  );

  it('FX-10: have the topic of the registered use, by its last correction', () => {
    const registered = negotiated('signed').given((contract, moment) =>
      registerUsage(contract, { ...use, useTopic: 'DOCUMENT' }, moment),
    );
    expect(written(NOTHING, toldOf(registered))).toMatchObject({ 'useTopics.0': { topic: 'DOCUMENT' } });
    const corrected = registered.given((contract, moment) =>
      correctUsage(contract, { ...use, reason: '오기' }, moment),
    );
    expect(written(NOTHING, toldOf(corrected))).toMatchObject({
      'useTopics.0': { topic: 'DOCUMENT' },
      'useTopics.1': { topic: null },
      amount: 10_800_000,
    });
  });

  const acts = {
    tick: () => tick,
    register: () => (contract, moment) => registerUsage(contract, { ...use, useTopic: 'DOCUMENT' }, moment),
    correct: () => (contract, moment) => correctUsage(contract, { ...use, reason: '오기' }, moment),
    rescind: () => (contract, moment) => rescindContract(contract, { reason: '필요 소멸' }, moment),
    amend: (n) => amending({ lines: [line({ unitPrice: 900_000, quantity: 1 + n })] }),
    signByInstitution: () => (contract, moment) =>
      signingAmendment('INSTITUTION', contract.attempt, { n: contract.amendments?.length ?? 1 })(contract, moment),
    signBySupplier: () => (contract, moment) =>
      signingAmendment('SUPPLIER', contract.attempt, { n: contract.amendments?.length ?? 1 })(contract, moment),
    // The supplier has stated the same.
    terminate: (n) => (contract, moment) => {
      const terms = { ground: 'AGREEMENT', reason: '합의', effectiveOn: moment.today, usedAmount: n } as const;
      const terminationStated = { by: 'SUPPLIER', ...terms } as const;
      return terminating(terms)({ ...contract, terminationStated }, moment);
    },
  } satisfies Readonly<Record<string, (n: number) => Decide<ContractState, ContractEvent>>>;

  const step = fc.record({
    act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    days: fc.integer({ min: 0, max: 40 }),
    n: fc.integer({ min: 0, max: 30 }),
  });

  it(
    '§11.6 (8): are the same when all its events come again, from any place and in any batches',
    proves({ '11.6/8': contractFigures }),
    () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 14 }), fc.nat(60), fc.nat(60), (steps, cut, back) => {
          let contract = negotiated('signed');
          let today = '2025-10-17';
          for (const { act, days, n } of steps) {
            today = addDays(today, days);
            const on = contract.on(today);
            refusalOf(() => (contract = on.given(acts[act](n))));
          }
          const told = toldOf(contract);
          const whole = written(NOTHING, told);
          expect(written(whole, told)).toEqual(whole);
          expect(told.reduce((row, one) => written(row, [one]), NOTHING)).toEqual(whole);
          expect(written(written(NOTHING, told.slice(0, cut)), told.slice(Math.max(0, cut - back)))).toEqual(whole);
          const { registration, status, ended, amendments = [] } = contract.state;
          expect(whole).toMatchObject({ concludedOn: '2025-10-17' });
          expect(factOf(whole['registered'])?.on).toBe(registration?.registeredOn);
          expect(factOf(whole['rescinded'])?.on).toBe(status === 'RESCINDED' ? ended?.on : undefined);
          expect(factOf(whole['terminated'])?.on).toBe(status === 'TERMINATED' ? ended?.on : undefined);
          expect(factOf(whole['terminated'])?.amount).toBe(status === 'TERMINATED' ? ended?.settledAmount : undefined);
          for (const { n, status: one, terms } of amendments) {
            const counted = whole[`amendments.${n}`];
            if (one === 'IN_FORCE') expect(counted).toMatchObject({ amount: terms.amount });
            else expect(counted).toBeUndefined();
          }
        }),
        propertyRuns(10_000),
      );
    },
  );

  it('follow every end of a contract that is published', () => {
    const names = contractFigures.consumes.map(({ name }) => name);
    const published = contractType.publishes.map(({ name }) => name);
    expect(published).toEqual(expect.arrayContaining(names));
  });
});
