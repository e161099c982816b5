import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Type } from 'typebox';
import { defineEvent } from '../events/define-event.js';
import { derivedId, newId } from '../kernel/ids.js';
import type { BacklogTold } from '#testing/backlog-process.js';
import { InboxUnderTest, type PositionRow } from '#testing/inbox.js';
import type { Note } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';

/** Records that wait when the first instance comes; INBOX_BACKLOG=1000000 for as many as a long outage leaves. */
const BACKLOG = Number(process.env['INBOX_BACKLOG'] ?? 20_000);
const IS_LONG = process.env['INBOX_BACKLOG'] !== undefined;
/** How often a second instance joins and leaves again, every other time without a word. */
const GUESTS = IS_LONG ? 10 : 2;
const PER_SUBJECT = 10;
const SUBJECTS = BACKLOG / PER_SUBJECT;
const PARTITIONS = 6;
const RECORDS_AT_ONCE = 500;
const MEBIBYTE = 1024 ** 2;
/** Resident, of one instance. */
const MEMORY_MOST = 350 * MEBIBYTE;
/**
 * In the long run what a container of that size would have Node keep to: on a machine with much memory it lets the heap
 * grow before it looks what is garbage, and how much that was says nothing about what a backlog needs.
 */
const HEAP_FLAGS = IS_LONG ? ['--max-old-space-size=160'] : [];
const PAGE_BYTES = 4_096;
/** A session, a rebalance, and a start on two cores that also carry the servers. */
const STILL_MOST_MS = 25_000;

const SCRIPT = resolve('dist/libs/testing/src/backlog-process.js');

const NoteFiled = defineEvent({
  name: 'NoteFiled',
  topic: 'review.notes',
  doc: 'Only for this suite: nobody handles it.',
  data: Type.Object({ text: Type.String() }),
  sample: { text: '메모' },
});

interface Instance {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly told: () => BacklogTold;
}

describeWithServers('An inbox with a backlog', () => {
  let inbox: InboxUnderTest;
  const instances = new Set<Instance>();
  const memory: number[] = [];
  /** Longest time in which the group committed nothing, while there was something to commit. */
  let stillMs = 0;

  beforeAll(async () => {
    inbox = await InboxUnderTest.open(PARTITIONS);
    inbox.reset();
  });
  afterAll(async () => {
    for (const { child } of instances) child.kill('SIGKILL');
    await Promise.all([...instances].map(({ ended }) => ended));
    await inbox.close();
  });

  function join(): Instance {
    const args = ['--disable-warning=TimeoutNegativeWarning', ...HEAP_FLAGS, SCRIPT, JSON.stringify(inbox.address())];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let told: BacklogTold = { joins: 0, handled: 0, duplicates: 0, gaps: 0, contradictions: 0 };
    createInterface({ input: child.stdout }).on('line', (line) => (told = JSON.parse(line) as BacklogTold));
    const instance = { child, ended: once(child, 'exit'), told: () => told };
    instances.add(instance);
    return instance;
  }

  async function leave(instance: Instance, signal: NodeJS.Signals): Promise<void> {
    instances.delete(instance);
    instance.child.kill(signal);
    await instance.ended;
  }

  /** Of each subject nine events that nobody handles, and then one that is a write. */
  async function fill(): Promise<readonly string[]> {
    const subjects = Array.from({ length: SUBJECTS }, newId);
    let batch: ReturnType<InboxUnderTest['record']>[] = [];
    for (let n = 1; n <= PER_SUBJECT; n++) {
      for (const subject of subjects) {
        batch.push(n < PER_SUBJECT ? inbox.record(subject, n, '메모', NoteFiled) : inbox.record(subject, n));
        if (batch.length < RECORDS_AT_ONCE) continue;
        await inbox.send(...batch);
        batch = [];
      }
    }
    await inbox.send(...batch);
    return subjects;
  }

  function watch(): { end: () => void } {
    let [since, seen] = [performance.now(), 0n];
    const look = async (): Promise<void> => {
      for (const { child } of instances) memory.push(residentOf(child.pid));
      const committed = await inbox.committed();
      const now = performance.now();
      stillMs = Math.max(stillMs, now - since);
      if (committed > seen) [since, seen] = [now, committed];
    };
    const looking = setInterval(() => void look().catch(() => undefined), 1_000);
    return { end: () => clearInterval(looking) };
  }

  it(
    `works off ${BACKLOG} records while instances join and leave: none twice, none left, none thrown out of the group`,
    async () => {
      const subjects = await fill();
      const begun = performance.now();
      const watching = watch();
      const host = join();
      for (let guest = 1; guest <= GUESTS; guest++) {
        const one = join();
        // Until it works, or there is nothing left to work on.
        await eventually(
          async () => {
            if (one.told().joins === 0 && (await inbox.committed()) < BigInt(BACKLOG)) throw new Error('not joined');
          },
          { within: 60_000, every: 250 },
        );
        await leave(one, guest % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      }
      const within = 60_000 + BACKLOG * 3;
      await eventually(async () => expect(await inbox.committed()).toBe(BigInt(BACKLOG)), { within, every: 500 });
      watching.end();
      const tookMs = Math.round(performance.now() - begun);
      await leave(host, 'SIGTERM');
      const told = host.told();

      // Every join and every leave shares the partitions out anew, once.
      expect(told.joins).toBeLessThanOrEqual(2 * GUESTS + 2);
      expect(told).toMatchObject({ gaps: 0, contradictions: 0 });
      expect(Math.max(...memory)).toBeLessThan(MEMORY_MOST);
      expect(stillMs).toBeLessThan(STILL_MOST_MS);
      expect(await inbox.letters()).toEqual([]);
      expect(await inbox.db.collection('parked_events').countDocuments({})).toBe(0);
      expect(await wrongNotes(subjects)).toEqual([]);
      const positions = inbox.db.collection<PositionRow>('inbox_positions');
      expect(await positions.countDocuments({ sequence: PER_SUBJECT })).toBe(SUBJECTS);
      if (IS_LONG) {
        const most = Math.round(Math.max(...memory) / MEBIBYTE);
        const figures = {
          records: BACKLOG,
          tookMs,
          guests: GUESTS,
          ...told,
          stillMs: Math.round(stillMs),
          mostMiB: most,
        };
        process.stdout.write(`${JSON.stringify(figures)}\n`);
      }
    },
    300_000 + BACKLOG * 10,
  );

  /** Every subject's note holds its last event, once. */
  async function wrongNotes(subjects: readonly string[]): Promise<readonly string[]> {
    const expected = new Map(subjects.map((subject) => [derivedId('backlog', subject), subject]));
    const wrong: string[] = [];
    for await (const { _id, state, version } of inbox.db
      .collection<{ _id: string; version: number; state: Note }>('notes')
      .find({}, { projection: { version: 1, state: 1 } })) {
      const subject = expected.get(_id);
      if (subject === undefined || version !== 1 || state.texts[0] !== `${subject} ${PER_SUBJECT}`) wrong.push(_id);
      expected.delete(_id);
    }
    return [...wrong, ...expected.values()];
  }
});

/** Bytes; 0 for a process that is gone. */
function residentOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
