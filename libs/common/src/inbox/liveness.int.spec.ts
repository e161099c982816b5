import { setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { Notes } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const TIMEOUTS = { within: 30_000 };
const SESSION_MS = 6_000;

describeWithServers('An inbox stays a member of its group', () => {
  let inbox: InboxUnderTest;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(() => inbox.stop());

  const sent = (subject: string, count: number) => Array.from({ length: count }, (_, i) => `${subject} ${i + 1}`);
  const records = (subject: string, count: number) =>
    Array.from({ length: count }, (_, i) => inbox.record(subject, i + 1));

  async function startAndJoin(): Promise<void> {
    await inbox.start();
    await eventually(() => expect(inbox.states.at(-1)).toBe('running'), TIMEOUTS);
    await inbox.caughtUp();
    inbox.states = [];
  }

  it('while one handler takes longer than the session, and hands it its event once', async () => {
    const subject = newId();
    const begun: string[] = [];
    inbox.handle = async (text) => {
      begun.push(text);
      if (text === `${subject} 1`) await sleep(SESSION_MS + 2_000);
      inbox.handled.push(text);
    };
    await startAndJoin();
    await inbox.send(...records(subject, 2));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 2)), TIMEOUTS);
    await inbox.caughtUp();
    expect(begun.filter((text) => text.startsWith(subject))).toEqual(sent(subject, 2));
    // It did not have to join anew.
    expect(inbox.states).toEqual([]);
  }, 60_000);

  it('while one handler does not come to its end, and the other partitions go on', async () => {
    const [stuck, other] = [inbox.subjectOn(0), inbox.subjectOn(1)];
    const begun: string[] = [];
    let finish: () => void = () => undefined;
    const stuckFor = new Promise<void>((resolve) => (finish = resolve));
    inbox.handle = async (text) => {
      begun.push(text);
      if (text === `${stuck} 1`) await stuckFor;
      inbox.handled.push(text);
    };
    await startAndJoin();
    await inbox.send(...records(stuck, 2));
    await eventually(() => expect(begun).toContain(`${stuck} 1`), TIMEOUTS);
    const from = performance.now();
    let n = 0;
    await eventually(async () => {
      await inbox.send(inbox.record(other, ++n));
      // A fetch of its own each time: nothing that came along with what the stuck one waits for.
      await eventually(() => expect(inbox.handledOf(other)).toHaveLength(n), { within: 3_000 });
      expect(performance.now() - from).toBeGreaterThan(SESSION_MS + 1_000);
    }, TIMEOUTS);
    expect(inbox.handledOf(stuck)).toEqual([]);
    finish();
    await eventually(() => expect(inbox.handledOf(stuck)).toEqual(sent(stuck, 2)), TIMEOUTS);
    expect(begun.filter((text) => text.startsWith(stuck))).toEqual(sent(stuck, 2));
    await inbox.caughtUp();
    expect(inbox.states).toEqual([]);
  }, 60_000);

  it('and lets it know how far it has come before a long batch is done', async () => {
    const subject = inbox.subjectOn(0);
    inbox.handle = async (text) => {
      await sleep(20);
      inbox.handled.push(text);
    };
    await startAndJoin();
    const before = await inbox.committed();
    await inbox.send(...records(subject, 300));
    await eventually(async () => expect(await inbox.committed()).toBeGreaterThan(before), TIMEOUTS);
    expect(inbox.handledOf(subject).length).toBeLessThan(300);
    await inbox.caughtUp();
    expect(inbox.handledOf(subject)).toEqual(sent(subject, 300));
  }, 60_000);

  it('and gives its partitions up in the middle of a batch: each event has its effect once, in order', async () => {
    const notes = await Notes.in(inbox.database);
    const subjects = [0, 1, 2].map((partition) => inbox.subjectOn(partition));
    const targets = new Map(subjects.map((subject) => [subject, newId()]));
    inbox.handle = async (text, context) => {
      const target = targets.get(context.event.subject);
      await sleep(20);
      if (target === undefined) return;
      await notes.save(context.intent(target), () => [{ type: 'NoteWritten', data: { text } }]);
      inbox.handled.push(text);
    };
    await inbox.send(...subjects.flatMap((subject) => records(subject, 150)));
    const first = await inbox.start();
    await eventually(() => expect(inbox.handled.length).toBeGreaterThan(30), TIMEOUTS);
    inbox.states = [];
    await inbox.start();
    await eventually(() => expect(inbox.states.filter((state) => state === 'running')).toHaveLength(2), TIMEOUTS);
    // In the middle of a batch: there is more to do on every partition.
    expect(inbox.handled.length).toBeLessThan(400);
    await inbox.stop(first);
    await inbox.caughtUp();
    for (const [subject, target] of targets) {
      expect((await notes.find(target))?.state.texts).toEqual(sent(subject, 150));
      expect(await inbox.position(subject)).toMatchObject({ sequence: 150 });
    }
    expect(inbox.gaps).toEqual([]);
    expect(await inbox.letters()).toEqual([]);
    expect(inbox.states).not.toContain('crashed');
  }, 90_000);

  it('however long one partition has to rest', async () => {
    const [stuck, other] = [inbox.subjectOn(0), inbox.subjectOn(1)];
    let isAway = true;
    inbox.handle = (text) => {
      if (isAway && text.startsWith(stuck)) return Promise.reject(unavailable('STORE_AWAY', 'for long'));
      return Promise.resolve(void inbox.handled.push(text));
    };
    await startAndJoin();
    await inbox.send(...records(stuck, 2));
    const from = performance.now();
    let n = 0;
    await eventually(async () => {
      await inbox.send(inbox.record(other, ++n));
      await eventually(() => expect(inbox.handledOf(other)).toHaveLength(n));
      expect(performance.now() - from).toBeGreaterThan(SESSION_MS + 1_000);
    }, TIMEOUTS);
    expect(inbox.handledOf(stuck)).toEqual([]);
    isAway = false;
    await eventually(() => expect(inbox.handledOf(stuck)).toEqual(sent(stuck, 2)), TIMEOUTS);
    expect(inbox.states).toEqual([]);
  }, 60_000);
});
