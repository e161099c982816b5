import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import type { ConsumedRecord } from '../broker/record.js';
import type { Delivered } from './delivery/delivery.js';
import { derivedId } from '../kernel/ids.js';
import { InboxPipeline } from './pipeline.js';
import { OwnedPartitions } from '../broker/owned-partitions.js';
import type { Position } from './delivery/positions.js';

const TOPIC = 'topic';

/** The pipeline between fakes: everything they are called with, in order, and the results of deliveries. */
function pipelineWith(more: {
  known?: Record<string, number>;
  parked?: readonly [string, number][];
  /** The topic forgets. */
  confidential?: boolean;
  suspect?: boolean;
  suspectPatientMs?: number;
  commitEveryMs?: number;
  /** Positions that are stored are loaded by the next batch. */
  remembers?: boolean;
}) {
  const notes: string[] = [];
  const owned = new OwnedPartitions();
  owned.assign({ [TOPIC]: [0] });
  const results = new Map<string, Delivered | Promise<Delivered>>();
  const unreadable = new Set<string>();
  const name = ({ headers }: ConsumedRecord) =>
    `${String(headers?.['ce_subject'])}/${String(headers?.['ce_sequence'])}`;
  const position = ([subject, sequence]: [string, number]): [string, Position] => [
    subject,
    { sequence, eventId: idOf(subject, sequence) },
  ];
  const pipeline = new InboxPipeline({
    confidential: new Set(more.confidential === true ? [TOPIC] : []),
    proofs: { whyUnproven: async ({ headers }) => headers?.['unproven']?.toString() },
    unproven: { add: async (record, why) => void notes.push(`unproven ${name(record)} ${why}`) },
    delivery: {
      deliver: async (record) => {
        notes.push(`deliver ${name(record)}`);
        const bytes = record.value === null ? '' : ` ${record.value.toString()}`;
        return results.get(name(record) + bytes) ?? results.get(name(record)) ?? { as: 'handled' };
      },
      isReadable: (record) => !unreadable.has(name(record)),
    },
    positions: {
      load: async () => new Map(Object.entries(more.known ?? {}).map(position)),
      advance: async (_, moved) => {
        if (moved.size > 0) notes.push(`advance ${[...moved].map(([s, { sequence }]) => `${s}/${sequence}`).join()}`);
        if (more.remembers === true)
          for (const [s, { sequence }] of moved) Object.assign(more.known ?? {}, { [s]: sequence });
      },
    },
    parked: {
      eventsOn: async () =>
        (more.parked ?? []).map(([subject, sequence]) => ({ subject, sequence, eventId: idOf(subject, sequence) })),
      park: async (record, _, why) => void notes.push(`park ${name(record)} ${why}`),
    },
    deadLetters: { add: async (record, { reason }) => void notes.push(`dead-letter ${name(record)} ${reason}`) },
    suspects: {
      take: async () => undefined,
      isSuspect: () => more.suspect === true,
      oneAtATime: (work) => work(),
      watch: (_, record, deliver) => {
        if (more.suspect === true) notes.push(`watch ${name(record)}`);
        return deliver();
      },
      passed: async () => undefined,
    },
    owned,
    observer: {
      outcome: () => undefined,
      contradiction: ({ eventId }) => void notes.push(`contradiction ${eventId}`),
      gap: ({ subject, sequence }, _, expected) => void notes.push(`gap ${subject}/${sequence} expected ${expected}`),
      unproven: () => undefined,
      misread: ({ offset }) => void notes.push(`misread ${offset}`),
      retry: () => undefined,
      log: (level, message) => void (level === 'info' && notes.push(message)),
    },
    now: () => new Date(),
    onMoved: (_, subject) => void notes.push(`moved ${subject}`),
    patientMs: 100,
    suspectPatientMs: more.suspectPatientMs ?? 100,
    commitEveryMs: more.commitEveryMs ?? 10_000,
  });
  const fetched = (records: readonly ConsumedRecord[]) =>
    pipeline.process({
      topic: TOPIC,
      partition: 0,
      records,
      highWatermark: '100',
      heartbeat: async () => undefined,
      commit: async (next) => void notes.push(`commit ${next}`),
      rest: (ms) => void notes.push(`rest ${ms}`),
      wanted: () => true,
    });
  const drain = (ms: number) => pipeline.drain(ms);
  const run = (...events: readonly Sample[]) => fetched(recordsOf(...events));
  /** As the broker is asked: what the first reading left is fetched once more, from its log as it is `then`. */
  const fetchedTwice = async (first: readonly ConsumedRecord[], then = first) =>
    fetched(then.slice(Number(await fetched(first))));
  const runTwice = (...events: readonly Sample[]) => fetchedTwice(recordsOf(...events));
  return { notes, results, unreadable, fetched, fetchedTwice, run, runTwice, drain, partition: owned.at(TOPIC, 0) };
}

/** The events of several subjects in any order that keeps each subject's own. */
function interleaved(events: readonly Sample[], places: readonly number[]): Sample[] {
  const left = new Map<string, Sample[]>();
  for (const event of events) left.set(event[0], [...(left.get(event[0]) ?? []), event]);
  return places.flatMap((place) => {
    const waiting = [...left.values()].filter((some) => some.length > 0);
    const next = waiting[place % waiting.length]?.shift();
    return next === undefined ? [] : [next];
  });
}

type Sample = readonly [subject: string, sequence: number, id?: string];

const idOf = (subject: string, sequence: number): string => derivedId(subject, String(sequence));

const recordsOf = (...events: readonly Sample[]) => events.map((event, i) => recordOf(i, ...event));

const recordOf = (offset: number, subject: string, sequence: number, id = idOf(subject, sequence)): ConsumedRecord => ({
  topic: TOPIC,
  partition: 0,
  offset: String(offset),
  key: null,
  value: null,
  timestamp: 0,
  headers: {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: 's',
    ce_type: 't',
    ce_subject: subject,
    ce_time: 'now',
    ce_sequence: String(sequence),
    ce_datahash: 'h',
    ce_correlationid: 'c',
    ce_causationid: derivedId('c'),
    traceparent: 't',
  },
});

const cause = { reason: 'NO', error: 'no', attempts: 1 };

describe('The inbox pipeline', () => {
  it('delivers what is next, stores positions once for the batch, and says where to go on', async () => {
    const { notes, run } = pipelineWith({ known: { a: 1 } });
    await expect(run(['a', 2], ['b', 1], ['c', 1])).resolves.toBe('3');
    expect(notes).toEqual(['deliver a/2', 'deliver b/1', 'deliver c/1', 'advance a/2,b/1,c/1']);
  });

  it('commits within a batch that takes long, as far as positions are stored', async () => {
    const { notes, run } = pipelineWith({ known: { a: 1 }, commitEveryMs: 0 });
    await expect(run(['a', 2], ['b', 1])).resolves.toBe('2');
    expect(notes).toEqual(['deliver a/2', 'advance a/2', 'commit 1', 'deliver b/1', 'advance b/1', 'commit 2']);
  });

  it("stores what was handled before the subject's next event is, so that none comes again behind a later one", async () => {
    const { notes, run } = pipelineWith({ known: { a: 1 } });
    await expect(run(['a', 2], ['b', 1], ['a', 3], ['b', 2])).resolves.toBe('4');
    expect(notes).toEqual([
      'deliver a/2',
      'deliver b/1',
      'advance a/2,b/1',
      'deliver a/3',
      'deliver b/2',
      'advance a/3,b/2',
    ]);
  });

  it('drops what it knows, and tells another event of the same sequence from it', async () => {
    const { notes, runTwice } = pipelineWith({ known: { a: 2 }, parked: [['a', 5]] });
    const [other, another] = [derivedId('other'), derivedId('another')];
    await runTwice(['a', 1], ['a', 2], ['a', 2, other], ['a', 5], ['a', 5, another]);
    expect(notes).toEqual([
      `contradiction ${other}`,
      'dead-letter a/2 CONTRADICTION',
      `contradiction ${another}`,
      'dead-letter a/5 CONTRADICTION',
    ]);
  });

  describe('S2: gives no effect to a record that is not proven', () => {
    const unproven = (record: ConsumedRecord): ConsumedRecord => ({
      ...record,
      headers: { ...record.headers, unproven: 'why' },
    });

    it('whatever sequence it names: no position moves, nothing is parked, and the genuine events go on', async () => {
      const { notes, fetchedTwice } = pipelineWith({ known: { a: 2 }, parked: [['a', 6]] });
      const [past, same, next, early, parked, genuine] = recordsOf(
        ['a', 1],
        ['a', 2, derivedId('forged')],
        ['a', 3, derivedId('forged')],
        ['a', 9],
        ['a', 6, derivedId('forged')],
        ['a', 3],
      ) as [ConsumedRecord, ConsumedRecord, ConsumedRecord, ConsumedRecord, ConsumedRecord, ConsumedRecord];
      const forged = [past, same, next, early, parked].map(unproven);
      await expect(fetchedTwice([...forged, genuine])).resolves.toBe('6');
      expect(notes).toEqual([
        ...['a/1', 'a/2', 'a/3', 'a/9', 'a/6'].map((one) => `unproven ${one} why`),
        'deliver a/3',
        'advance a/3',
        'moved a',
      ]);
    });

    it('not even to one without headers, or of a type that nobody here follows', async () => {
      const { notes, fetchedTwice } = pipelineWith({});
      const [one] = recordsOf(['a', 1]) as [ConsumedRecord];
      await fetchedTwice([{ ...one, headers: { unproven: 'no headers' } }]);
      expect(notes).toEqual(['unproven undefined/undefined no headers']);
    });

    it('but fetches it once more first: it may have been damaged on its way', async () => {
      const { notes, fetchedTwice } = pipelineWith({});
      const [one] = recordsOf(['a', 1]) as [ConsumedRecord];
      await expect(fetchedTwice([unproven(one)], [one])).resolves.toBe('1');
      expect(notes).toEqual(['misread 0', 'deliver a/1', 'advance a/1']);
    });
  });

  it('parks behind a gap without moving the position, and names each gap once', async () => {
    const { notes, runTwice } = pipelineWith({ known: { a: 1 } });
    await expect(runTwice(['a', 3], ['a', 4], ['a', 6])).resolves.toBe('3');
    expect(notes).toEqual([
      'gap a/3 expected 2',
      'park a/3 GAP',
      'park a/4 BEHIND',
      'gap a/6 expected 2',
      'park a/6 GAP',
    ]);
  });

  it('says that a subject with parked events has moved, after its position is stored', async () => {
    const { notes, run } = pipelineWith({ known: { a: 1, b: 1 }, parked: [['a', 3]] });
    await run(['a', 2], ['b', 2]);
    expect(notes).toEqual(['deliver a/2', 'deliver b/2', 'advance a/2,b/2', 'moved a']);
  });

  describe('S11: on a topic that forgets', () => {
    const begins = 'a subject begins with a later event';
    const confidential = true;

    it('takes the first event that it meets of a subject as the next one, and goes on from there', async () => {
      const { notes, run } = pipelineWith({ confidential });
      await expect(run(['a', 4], ['b', 1], ['a', 5])).resolves.toBe('3');
      expect(notes).toEqual([
        begins,
        'advance a/3',
        'deliver a/4',
        'deliver b/1',
        'advance a/4,b/1',
        'deliver a/5',
        'advance a/5',
      ]);
    });

    it('parks behind a gap once it knows the subject, as on all other topics', async () => {
      const known = pipelineWith({ confidential, known: { a: 2 } });
      await known.runTwice(['a', 4]);
      expect(known.notes).toEqual(['gap a/4 expected 3', 'park a/4 GAP']);
      const begun = pipelineWith({ confidential, known: {}, remembers: true });
      await begun.runTwice(['a', 4], ['a', 6]);
      expect(begun.notes).toEqual([
        begins,
        'advance a/3',
        'deliver a/4',
        'advance a/4',
        'gap a/6 expected 5',
        'park a/6 GAP',
      ]);
    });

    it('and on no other: there a missing first event is a gap', async () => {
      const { notes, runTwice } = pipelineWith({});
      await runTwice(['a', 4]);
      expect(notes).toEqual(['gap a/4 expected 1', 'park a/4 GAP']);
    });

    it('leaves a subject that waits with parked events where it is', async () => {
      const { notes, run } = pipelineWith({ confidential, parked: [['a', 4]] });
      await run(['a', 5]);
      expect(notes).toEqual(['park a/5 BEHIND']);
    });

    it('drops what came before, should it come after all', async () => {
      const { notes, run } = pipelineWith({ confidential });
      await run(['a', 4], ['a', 3], ['a', 1]);
      expect(notes).toEqual([begins, 'advance a/3', 'deliver a/4', 'advance a/4']);
    });

    it('knows where the subject begins before its first event is parked or put off', async () => {
      const { notes, run, results } = pipelineWith({ confidential });
      results.set('a/4', { as: 'not-there-yet', cause }).set('b/7', { as: 'transient', error: new Error('away') });
      await expect(run(['a', 4], ['b', 7])).resolves.toBe('1');
      expect(notes).toEqual([
        begins,
        'advance a/3',
        'deliver a/4',
        'park a/4 NOT_THERE_YET',
        begins,
        'advance b/6',
        'deliver b/7',
        'rest 100',
        'moved a',
      ]);
    });

    it('lets no record begin a subject that is not proven, whatever number it names', async () => {
      const { notes, fetchedTwice } = pipelineWith({ confidential });
      const [forged, genuine] = recordsOf(['a', 9], ['a', 4]) as [ConsumedRecord, ConsumedRecord];
      await fetchedTwice([{ ...forged, headers: { ...forged.headers, unproven: 'why' } }, genuine]);
      expect(notes).toEqual(['unproven a/9 why', begins, 'advance a/3', 'deliver a/4', 'advance a/4']);
    });

    it('hands in what is left of each subject, once and in order, wherever its batches and repeats lie', async () => {
      const subject = fc.record({ first: fc.integer({ min: 1, max: 5 }), length: fc.integer({ min: 1, max: 5 }) });
      const anyTopic = fc.array(subject, { minLength: 1, maxLength: 4 }).chain((subjects) => {
        const events = subjects.flatMap(({ first, length }, s) =>
          Array.from({ length }, (_, i): Sample => [`s${s}`, first + i]),
        );
        const places = fc.array(fc.nat(), { minLength: events.length, maxLength: events.length });
        return fc.record({
          events: fc.constant(events),
          places,
          ends: fc.array(fc.nat(events.length)),
          from: fc.nat(),
        });
      });
      await fc.assert(
        fc.asyncProperty(anyTopic, async ({ events, places, ends, from }) => {
          const known: Record<string, number> = {};
          const { notes, run } = pipelineWith({ confidential, known, remembers: true });
          const log = interleaved(events, places);
          const cuts = [...new Set([0, ...ends, log.length])].toSorted((a, b) => a - b);
          for (const [i, cut] of cuts.slice(1).entries()) await run(...log.slice(cuts[i], cut));
          // As after a crash: a part of the topic is read again.
          await run(...log.slice(from % log.length));
          const delivered = notes.filter((note) => note.startsWith('deliver'));
          for (const name of new Set(events.map(([one]) => one)))
            expect(delivered.filter((note) => note.startsWith(`deliver ${name}/`))).toEqual(
              events.filter(([one]) => one === name).map(([, n]) => `deliver ${name}/${n}`),
            );
          expect(notes.filter((note) => /^(gap|park|dead-letter)/.test(note))).toEqual([]);
        }),
        propertyRuns(),
      );
    });
  });

  it('parks what refers to something that is not there yet, and what comes behind it', async () => {
    const { notes, run, results } = pipelineWith({});
    results.set('a/1', { as: 'not-there-yet', cause });
    await run(['a', 1], ['a', 2], ['b', 1]);
    expect(notes).toEqual(['deliver a/1', 'park a/1 NOT_THERE_YET', 'park a/2 BEHIND', 'deliver b/1', 'advance b/1']);
  });

  it('dead-letters what is refused, and counts it as passed', async () => {
    const { notes, run, results } = pipelineWith({});
    results.set('a/1', { as: 'refused', cause });
    await run(['a', 1], ['a', 2]);
    expect(notes).toEqual(['deliver a/1', 'dead-letter a/1 NO', 'deliver a/2', 'advance a/2']);
  });

  describe('fetches once more', () => {
    const damaged = (record: ConsumedRecord): ConsumedRecord => ({ ...record, value: Buffer.from('damaged') });
    const unreadable: Delivered = { as: 'unreadable', cause };

    it('what looks wrong, and handles it when it was only damaged on its way', async () => {
      const { notes, results, fetchedTwice } = pipelineWith({});
      const [a1, b1] = recordsOf(['a', 1], ['b', 1]) as [ConsumedRecord, ConsumedRecord];
      results.set(`b/1 damaged`, unreadable);
      await expect(fetchedTwice([a1, damaged(b1)], [a1, b1])).resolves.toBe('2');
      expect(notes).toEqual(['deliver a/1', 'deliver b/1', 'advance a/1', 'misread 1', 'deliver b/1', 'advance b/1']);
    });

    it('what looks wrong, and dead-letters it when it does so again: one more fetch for all of a batch', async () => {
      const { notes, results, runTwice } = pipelineWith({});
      results.set('a/1', unreadable).set('a/2', unreadable);
      await expect(runTwice(['a', 1], ['a', 2], ['a', 3])).resolves.toBe('3');
      expect(notes).toEqual([
        'deliver a/1',
        'deliver a/1',
        'dead-letter a/1 NO',
        'deliver a/2',
        'dead-letter a/2 NO',
        'deliver a/3',
        'advance a/3',
      ]);
    });

    it('what is other bytes again, and takes no third look', async () => {
      const { notes, results, fetchedTwice } = pipelineWith({});
      results.set('a/1', unreadable);
      const [a1] = recordsOf(['a', 1]) as [ConsumedRecord];
      await expect(fetchedTwice([damaged(a1)], [a1])).resolves.toBe('1');
      expect(notes).toEqual(['deliver a/1', 'misread 0', 'deliver a/1', 'dead-letter a/1 NO', 'advance a/1']);
    });

    it('what it would park unread', async () => {
      const { notes, unreadable: spoilt, run, runTwice } = pipelineWith({ known: { a: 1 }, parked: [['a', 3]] });
      spoilt.add('a/4');
      await expect(run(['a', 4])).resolves.toBe('0');
      expect(notes).toEqual([]);
      await runTwice(['a', 4]);
      expect(notes).toEqual(['park a/4 BEHIND']);
    });

    it('the first of a type that nobody here follows, and no other', async () => {
      const { results, run } = pipelineWith({});
      results.set('a/1', { as: 'skipped' }).set('a/2', { as: 'skipped' });
      await expect(run(['a', 1])).resolves.toBe('0');
      await expect(run(['a', 1], ['a', 2])).resolves.toBe('2');
    });

    it('what is keyed by another subject', async () => {
      const { notes, fetchedTwice } = pipelineWith({});
      const keyed = recordsOf(['a', 1]).map((record) => ({ ...record, key: Buffer.from('b') }));
      await expect(fetchedTwice(keyed)).resolves.toBe('1');
      expect(notes).toEqual(['deliver a/1', 'advance a/1']);
    });
  });

  it('rests before what cannot be handled now, and stores what was', async () => {
    const { notes, run, results } = pipelineWith({});
    results.set('a/1', { as: 'transient', error: new Error('away') });
    await expect(run(['b', 1], ['a', 1], ['b', 2])).resolves.toBe('1');
    expect(notes).toEqual(['deliver b/1', 'deliver a/1', 'rest 100', 'advance b/1']);
  });

  it('rests longer each time', async () => {
    const { notes, run, results } = pipelineWith({});
    results.set('a/1', { as: 'transient', error: new Error('away') });
    for (let i = 0; i < 7; i++) await expect(run(['a', 1])).resolves.toBe('0');
    const rests = notes.filter((one) => one.startsWith('rest'));
    expect(rests).toEqual([100, 200, 400, 800, 1600, 2000, 2000].map((ms) => `rest ${ms}`));
  });

  it('does not wait for a handler that takes long, and hands it nothing a second time', async () => {
    const { notes, fetched, results } = pipelineWith({});
    const records = recordsOf(['b', 1], ['a', 1], ['c', 1]);
    let finish: (delivered: Delivered) => void = () => undefined;
    results.set('a/1', new Promise<Delivered>((resolve) => (finish = resolve)));
    await expect(fetched(records)).resolves.toBe('1');
    await expect(fetched(records.slice(1))).resolves.toBe('1');
    expect(notes).toEqual(['deliver b/1', 'deliver a/1', 'rest 10000', 'advance b/1', 'rest 10000']);
    notes.length = 0;
    finish({ as: 'handled' });
    await expect(fetched(records.slice(1))).resolves.toBe('3');
    expect(notes).toEqual(['deliver c/1', 'advance a/1,c/1']);
  });

  it('does not wait for it under suspicion either, once it has been named', async () => {
    const { notes, fetched, results } = pipelineWith({ suspect: true, suspectPatientMs: 50 });
    results.set('a/1', new Promise<Delivered>(() => undefined));
    await expect(fetched(recordsOf(['a', 1], ['b', 1]))).resolves.toBe('0');
    await expect(fetched(recordsOf(['a', 1], ['b', 1]))).resolves.toBe('0');
    expect(notes).toEqual(['watch a/1', 'deliver a/1', 'rest 10000', 'rest 10000']);
  });

  it('hands out nothing new while it drains, and notes the result of the event in flight', async () => {
    const { notes, fetched, results, drain } = pipelineWith({});
    const records = recordsOf(['a', 1], ['b', 1]);
    let finish: (delivered: Delivered) => void = () => undefined;
    results.set('a/1', new Promise<Delivered>((resolve) => (finish = resolve)));
    await expect(fetched(records)).resolves.toBe('0');
    let isDrained = false;
    const draining = drain(10_000).then(() => (isDrained = true));
    await expect(fetched(records)).resolves.toBe('0');
    expect(isDrained).toBe(false);
    finish({ as: 'handled' });
    await expect(fetched(records)).resolves.toBe('1');
    await draining;
    expect(notes).toEqual(['deliver a/1', 'rest 10000', 'rest 10000', 'rest 10000', 'advance a/1']);
  });

  it('has its turn among others that come again and again', async () => {
    const { run, partition } = pipelineWith({});
    let turns = 0;
    const others = (async () => {
      for (; turns < 1_000; turns++) await partition.inTurn(() => new Promise((resolve) => setImmediate(resolve)));
    })();
    await expect(run(['a', 1])).resolves.toBe('1');
    expect(turns).toBeLessThan(10);
    await others;
  });

  it('does not wait for long while another event of the partition is in flight', async () => {
    const { notes, run, partition } = pipelineWith({});
    let finish: () => void = () => undefined;
    const parked = partition.inTurn(() => new Promise<void>((resolve) => (finish = resolve)));
    await expect(run(['a', 1])).resolves.toBe('0');
    await expect(run(['a', 1])).resolves.toBe('0');
    expect(notes).toEqual(['rest 10000', 'rest 10000']);
    finish();
    await parked;
    await new Promise(setImmediate);
    await expect(run(['a', 1])).resolves.toBe('1');
  });

  it('stores each position by itself while one of the records is under suspicion', async () => {
    const { notes, run } = pipelineWith({ suspect: true });
    await run(['a', 1], ['a', 2]);
    expect(notes).toEqual(['watch a/1', 'deliver a/1', 'advance a/1', 'watch a/2', 'deliver a/2', 'advance a/2']);
  });
});
