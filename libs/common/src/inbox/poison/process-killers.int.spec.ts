import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { newId } from '../../kernel/ids.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { describeWithServers, eventually, shortSessionMs } from '#testing/stores.js';
import { ParkedEvents } from '../parking/parked-events.js';
import { eventRefOf } from '../../broker/event-ref.js';
import type { ConsumedRecord } from '../../broker/record.js';

const SCRIPT = resolve('dist/libs/testing/src/inbox-process.js');
/** A process that dies without a word stays a member of its group for a session. */
const TIMEOUTS = { within: 40_000 };

interface Run {
  readonly child: ChildProcess;
  readonly handled: string[];
  readonly ended: Promise<unknown>;
}

describeWithServers('An event that ends every process that handles it', () => {
  let inbox: InboxUnderTest;
  const runs = new Set<Run>();
  // Topics for each test: a new group reads from the beginning, and would find the killers of the last one.
  beforeEach(async () => {
    inbox = await InboxUnderTest.open(2);
    inbox.reset();
  });
  afterEach(async () => {
    for (const { child } of runs) child.kill('SIGKILL');
    await Promise.all([...runs].map(({ ended }) => ended));
    runs.clear();
    await inbox.close();
  });

  function run(): Run {
    const address = JSON.stringify({ ...inbox.address(), sessionTimeoutMs: shortSessionMs() });
    const args = ['--disable-warning=TimeoutNegativeWarning', SCRIPT, address];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const handled: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => handled.push(line));
    const one = { child, handled, ended: once(child, 'exit') };
    runs.add(one);
    return one;
  }

  const holders = () => inbox.db.collection<{ _id: string; clean: boolean }>('inbox_holders').find().toArray();
  const mine = async () => (await holders()).filter(({ _id }) => _id.startsWith(inbox.group));

  it('has four of them, then it is a dead letter that was not tried again, and all else is handled', async () => {
    const [subject, behind, elsewhere] = [inbox.subjectOn(0), inbox.subjectOn(0), inbox.subjectOn(1)];
    const texts = { before: `${subject} 1`, after: `${subject} 3`, behind: `${behind} 1`, elsewhere: `${elsewhere} 1` };
    await inbox.send(
      inbox.record(subject, 1),
      inbox.record(subject, 2, `${subject} aborts`),
      inbox.record(subject, 3),
      inbox.record(behind, 1),
      inbox.record(elsewhere, 1),
    );
    for (let i = 1; i <= 4; i++) {
      const { ended, handled } = run();
      await ended;
      expect(handled).not.toContain(texts.after);
    }
    expect(await inbox.letters()).toEqual([]);
    const fifth = run();
    await eventually(() => {
      expect(fifth.handled).toContain(texts.after);
      expect(fifth.handled).toContain(texts.behind);
    }, TIMEOUTS);
    expect([...runs].flatMap(({ handled }) => handled)).toContain(texts.elsewhere);
    expect(await inbox.letters()).toEqual([
      expect.objectContaining({ reason: 'KILLS_PROCESS', attempts: 4, subject, sequence: 2, status: 'OPEN' }),
    ]);
    expect(await inbox.position(subject)).toMatchObject({ sequence: 3 });
  }, 120_000);

  it('is not confused with one that only happened to be in flight when a process was killed', async () => {
    const subject = newId();
    for (let n = 1; n <= 4; n++) {
      await inbox.send(inbox.record(subject, n));
      const one = run();
      await eventually(() => expect(one.handled).toContain(`${subject} ${n}`), TIMEOUTS);
      one.child.kill('SIGKILL');
      await one.ended;
    }
    expect(await inbox.letters()).toEqual([]);
  }, 120_000);

  it('leaves no suspicion behind where a process ended as it should', async () => {
    const subject = newId();
    await inbox.send(inbox.record(subject, 1));
    const one = run();
    await eventually(() => expect(one.handled).toContain(`${subject} 1`), TIMEOUTS);
    await eventually(async () => expect((await mine()).some(({ clean }) => !clean)).toBe(true));
    one.child.kill('SIGTERM');
    await one.ended;
    expect((await mine()).map(({ clean }) => clean)).not.toContain(false);
  }, 60_000);

  it('has as many when it was parked', async () => {
    const subject = newId();
    const made = inbox.record(subject, 2, `${subject} exits`);
    const bytes = (text: string) => Buffer.from(text);
    const parked: ConsumedRecord = {
      topic: inbox.topic,
      partition: inbox.partitionOf(subject),
      offset: '1000000',
      key: bytes(subject),
      value: bytes(made.value),
      headers: made.headers,
      timestamp: 0,
    };
    const place = eventRefOf(parked) ?? fail();
    await new ParkedEvents(inbox.db, inbox.group).park(parked, place, 'GAP');
    await inbox.send(inbox.record(subject, 1));
    for (let i = 1; i <= 4; i++) await run().ended;
    run();
    await eventually(
      async () =>
        expect(await inbox.letters(subject)).toEqual([
          expect.objectContaining({ reason: 'KILLS_PROCESS', attempts: 4, sequence: 2 }),
        ]),
      TIMEOUTS,
    );
    await eventually(async () => expect(await inbox.parked(subject)).toEqual([]));
  }, 120_000);
});

function fail(): never {
  throw new Error('The record says no place.');
}
