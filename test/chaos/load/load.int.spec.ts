import kafkajs from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { installedSigner } from '#testing/proofs.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { Evidence, InvariantResult } from '../verify/invariant.js';
import { MonotonicWatch } from '../verify/monotonic.js';
import { quiet } from '../observe/quiet.js';
import { Stores } from '../observe/stores.js';
import { verify } from '../verify/verify.js';
import { install, type Installed } from './installed.js';
import type { Entry, LedgerRecord } from './ledger.js';
import { LEFT_OUT, PLAYED } from './played.js';
import { Workload } from './workload.js';

const LONG_ENOUGH_MS = 240_000;
/** A few verifications, each about a second on an idle machine. */
const ONE_VERDICT_MS = 90_000;
const AFTER_THE_FIRST_MS = 3_000;

const failed = (results: readonly InvariantResult[]) =>
  results.filter(({ passed }) => !passed).map(({ id, findings }) => ({ id, findings }));
const failedIds = (results: readonly InvariantResult[]) => failed(results).map(({ id }) => id);

/** Contracts on which both parties got an acknowledged signature. */
function signedByBoth(entries: readonly Entry[]): number {
  const signers = new Map<string, Set<string>>();
  for (const { operation, outcome, path, sub } of entries)
    if (operation === 'signContract' && outcome.kind === 'acked')
      signers.set(path, (signers.get(path) ?? new Set()).add(sub));
  return [...signers.values()].filter(({ size }) => size === 2).length;
}

describeWithServers('A run without any fault', () => {
  let installed: Installed;
  let workload: Workload;
  let stores: Stores;
  let evidence: Evidence;

  beforeAll(async () => {
    installed = await install();
    const { target } = installed;
    stores = new Stores(target.direct);
    const watch = new MonotonicWatch(target.direct);
    const ended = new AbortController();
    workload = new Workload(target, {
      seed: 7,
      contracts: 10,
      applications: 1,
      steady: 3,
      onProgress: ({ signed, rounds }) =>
        signed > 0 && rounds > 0 && setTimeout(() => ended.abort(), AFTER_THE_FIRST_MS),
    });
    await workload.run(AbortSignal.any([ended.signal, AbortSignal.timeout(LONG_ENOUGH_MS)]));
    evidence = { quiet: await quiet(target.direct), monotonic: await watch.stop() };
  }, 330_000);

  afterAll(async () => {
    await stores.close();
    await installed.installation.stop();
  });

  it('signs contracts, and every command has its outcome', () => {
    const { signed, open, acked } = workload.progress();
    const { mishaps, ledger } = workload;
    expect({ mishaps, flaws: ledger.flaws, open }).toEqual({ mishaps: [], flaws: [], open: 0 });
    expect(signed).toBeGreaterThan(0);
    expect(acked).toBeGreaterThan(150);
    expect(ledger.races.length).toBeGreaterThan(0);
    expect(workload.timeline.between().ackedShare).toBe(1);
  });

  it('plays every command that it says it plays', () => {
    const { entries } = workload.ledger;
    const acked = new Set(entries.filter(({ outcome }) => outcome.kind === 'acked').map(({ operation }) => operation));
    expect(PLAYED.filter((operation) => !acked.has(operation))).toEqual([]);
    expect(Object.keys(LEFT_OUT).filter((operation) => acked.has(operation))).toEqual([]);
  });

  it('keeps every promise', async () => {
    const results = await verify(installed.target, workload.ledger, evidence);
    expect(failed(results)).toEqual([]);
    const counts = Object.fromEntries(results.map((result) => [result.id, result.counts]));
    expect(counts).toMatchObject({
      I1: { acked: workload.ledger.counts.acked },
      I3: { signed: signedByBoth(workload.ledger.entries) },
      I5: { blind: 0 },
      I10: { refused: workload.ledger.counts.refused },
    });
    expect(counts['I3']?.['listings']).toBeGreaterThan(0);
    expect(counts['I2']?.['records']).toBeGreaterThan(100);
    expect(counts['I4']?.['repeated']).toBeGreaterThan(100);
    expect(counts['I6']?.['rows']).toBeGreaterThan(10);
    expect(counts['I11']?.['notices']).toBeGreaterThan(50);
    expect(counts['I11']?.['delivered']).toBeGreaterThan(0);
    expect(counts['I12']?.['waiting']).toBeGreaterThan(5);
    expect(counts['I3']?.['amended']).toBeGreaterThan(0);
    expect(counts['I13']?.['payments']).toBeGreaterThan(2);
  }, 120_000);

  describe('is not believed', () => {
    /** The ledger of the run, changed, and without commands to repeat. */
    const ledgerWith = (changed: Partial<LedgerRecord> = {}): LedgerRecord => {
      const { entries, races, flaws } = workload.ledger;
      return { entries, races, flaws, repeatable: [], ...changed };
    };
    const judge = async (ledger = ledgerWith(), changed: Partial<Evidence> = {}) =>
      failedIds(await verify(installed.target, ledger, { ...evidence, ...changed }));
    /** @returns what fails while an error is planted, which is undone in any case */
    const whilePlanted = async (undo: () => Promise<unknown>): Promise<readonly string[]> => {
      try {
        return await judge();
      } finally {
        await undo();
      }
    };
    const drafted = (): Entry =>
      workload.ledger.entries.find(
        ({ operation, outcome }) => operation === 'draftContract' && outcome.kind === 'acked',
      )!;
    const instead = (entry: Entry, ...others: readonly Entry[]) =>
      workload.ledger.entries.flatMap((one) => (one === entry ? others : [one]));

    it(
      'when an acknowledged command has no effect (I1)',
      async () => {
        const lost = { ...drafted(), commandId: randomUUID() };
        expect(await judge(ledgerWith({ entries: [...workload.ledger.entries, lost] }))).toEqual(['I1']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a service has two listings (I3)',
      async () => {
        const listings = stores.db('catalog').collection<{ _id: string }>('listings');
        const one = await listings.findOne({});
        await listings.insertOne({ ...one, _id: 'second', history: [], out: [], claims: [] } as { _id: string });
        expect(await whilePlanted(() => listings.deleteOne({ _id: 'second' }))).toEqual(['I3']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when more commands succeed in a race than can (I3)',
      async () => {
        const [race, ...others] = workload.ledger.races;
        expect(await judge(ledgerWith({ races: [{ ...race!, winners: 0 }, ...others] }))).toEqual(['I3']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when an outcome never became known (I4)',
      async () => {
        const entry = drafted();
        const open: Entry = { ...entry, outcome: { kind: 'unknown' } };
        expect(await judge(ledgerWith({ entries: instead(entry, open) }))).toEqual(['I4']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a row went back, even for a moment (I5)',
      async () => {
        const watch = new MonotonicWatch(installed.target.direct);
        const rows = stores.db('catalog').collection<{ _id: string; sequence: number }>('listing_search');
        const row = (await rows.findOne({}))!;
        const set = (sequence: number) => rows.updateOne({ _id: row._id }, { $set: { sequence } });
        await eventually(async () => {
          await set(row.sequence + 1);
          await set(row.sequence);
          expect(watch.seen().backward).not.toEqual([]);
        });
        expect(await judge(ledgerWith(), { monotonic: await watch.stop() })).toEqual(['I5']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a row of a read model is missing (I6)',
      async () => {
        const rows = stores.db('catalog').collection('listing_search');
        const row = (await rows.findOneAndDelete({}))!;
        expect(await whilePlanted(() => rows.insertOne(row))).toEqual(['I6']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a row differs from its events (I6)',
      async () => {
        const rows = stores.db('contracts').collection('selection_figures');
        const row = (await rows.findOne({}))!;
        await rows.updateOne({ _id: row._id }, { $set: { decidedOn: '2001-01-01' } });
        expect(await whilePlanted(() => rows.replaceOne({ _id: row._id }, row))).toEqual(['I6']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when there is an event without a command (I7)',
      async () => {
        expect(await judge(ledgerWith({ entries: instead(drafted()) }))).toEqual(['I7']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when something is still under way, dead-lettered without reason, or poison that was not dead-lettered (I8)',
      async () => {
        const left = ['catalog has not read review.cases/0 to its end'];
        expect(await judge(ledgerWith(), { quiet: { isQuiet: false, tookMs: 90_000, left } })).toEqual(['I8']);
        const letters = stores.db('review').collection<{ _id: string; status: string }>('dead_letters');
        await letters.insertOne({ _id: 'review/t/0/1', status: 'OPEN' });
        expect(await whilePlanted(() => letters.deleteOne({ _id: 'review/t/0/1' }))).toEqual(['I8']);
        expect(await judge(ledgerWith(), { poison: ['review/t/0/1'] })).toEqual(['I8']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when memory grew beyond its bound (I9)',
      async () => {
        const bounds = [{ what: 'megabytes of catalog', values: [120, 900], most: 600 }];
        expect(await judge(ledgerWith(), { bounds })).toEqual(['I9']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a refused command was written (I10)',
      async () => {
        const entry = drafted();
        const outcome = { kind: 'refused', status: 409, code: 'CONTRACT_NOT_DRAFTED', isProblem: true } as const;
        expect(await judge(ledgerWith({ entries: instead(entry, { ...entry, expected: 'either', outcome }) }))).toEqual(
          ['I10'],
        );
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a notice is missing, or told twice (I11)',
      async () => {
        const notices = stores.db('intake').collection<{ _id: string; state: { reason: string } }>('notices');
        const one = (await notices.findOneAndDelete({ 'state.reason': 'APPLICATION_ACCEPTED' }))!;
        expect(await whilePlanted(() => notices.insertOne(one))).toEqual(['I11']);
        await notices.insertOne({ ...one, _id: 'second' });
        expect(await whilePlanted(() => notices.deleteOne({ _id: 'second' }))).toEqual(['I11']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a list of work lacks what waits (I12)',
      async () => {
        const cases = stores.db('intake').collection<{ _id: string; waiting?: object | undefined }>('applications');
        const one = (await cases.findOne({ waiting: { $exists: true } }))!;
        await cases.updateOne({ _id: one._id }, { $unset: { waiting: '' } });
        const restore = () => cases.updateOne({ _id: one._id }, { $set: { waiting: one.waiting } });
        expect(await whilePlanted(restore)).toEqual(['I12']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a claim is paid twice, or a budget holds money for nothing (I13)',
      async () => {
        const contracts = stores.db('contracts').collection<{ _id: string; state: object }>('contracts');
        const paid = (await contracts.findOne({ 'state.performance.claims.0.payments.1': { $exists: true } }))!;
        await contracts.updateOne({ _id: paid._id }, { $inc: { 'state.performance.claims.0.payments.1.amount': 10 } });
        const restore = () => contracts.updateOne({ _id: paid._id }, { $set: { state: paid.state } });
        expect(await whilePlanted(restore)).toEqual(['I13']);
        const budgets = stores
          .db('contracts')
          .collection<{ _id: string; state: { reservations: object[] } }>('budgets');
        const budget = (await budgets.findOne({}))!;
        const nothing = { contractId: 'nothing', attempt: 1, amount: 10, status: 'RESERVED' };
        await budgets.updateOne({ _id: budget._id }, { $push: { 'state.reservations': nothing } });
        const release = () => budgets.updateOne({ _id: budget._id }, { $set: { state: budget.state } });
        expect(await whilePlanted(release)).toEqual(['I13']);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when an audit trail was altered',
      async () => {
        const contracts = stores
          .db('contracts')
          .collection<{ _id: string; history: { reason?: string }[] }>('contracts');
        const one = (await contracts.findOne({}, { projection: { 'history.reason': 1 } }))!;
        await contracts.updateOne({ _id: one._id }, { $set: { 'history.0.reason': '나중에 적은 사유' } });
        const restore = () => contracts.updateOne({ _id: one._id }, { $unset: { 'history.0.reason': '' } });
        expect(await whilePlanted(restore)).toEqual(['CHAINS']);
        expect(await judge()).toEqual([]);
      },
      ONE_VERDICT_MS,
    );

    it(
      'when a topic holds an event of the right key that is in no history (I2)',
      async () => {
        const { kafkaBrokers, topicPrefix } = installed.target.direct;
        const kafka = new kafkajs.Kafka({ brokers: kafkaBrokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
        const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
        await producer.connect();
        const topic = `${topicPrefix}review.cases`;
        const signer = await installedSigner(installed.installation.keyFiles, 'review');
        const [sent] = await producer.send({ topic, messages: await signer.sign([{ ...forged(), topic }]) });
        await producer.disconnect();
        expect(await judge()).toEqual(['I2']);
        const place = `review.cases/${sent?.partition}/${sent?.baseOffset}`;
        expect(await judge(ledgerWith(), { injected: [place] })).toEqual([]);
      },
      ONE_VERDICT_MS,
    );
  });
});

/** An event of a type without consumers, of a subject that does not exist. */
const forged = () => ({
  key: 'forged',
  value: '{}',
  headers: {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_source: '/digital-service/review',
    ce_type: 'kr.digitalservice.review.Forged.v1',
    ce_subject: 'forged',
    ce_time: new Date().toISOString(),
    ce_sequence: '1',
    ce_datahash: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    ce_correlationid: 'forged',
    ce_causationid: randomUUID(),
    traceparent: '00-00000000000000000000000000000001-0000000000000001-01',
  },
});
