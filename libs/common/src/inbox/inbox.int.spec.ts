import { Type } from 'typebox';
import { defineEvent } from '../events/define-event.js';
import { unavailable } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { InboxUnderTest, type PositionRow } from '#testing/inbox.js';
import { Notes, NoteWritten } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const NoteFiled = defineEvent({
  name: 'NoteFiled',
  topic: 'review.notes',
  doc: 'Only for this suite: nobody handles it.',
  data: Type.Object({ text: Type.String() }),
  sample: { text: '메모' },
});

const TIMEOUTS = { within: 15_000 };

describeWithServers('An inbox', () => {
  let inbox: InboxUnderTest;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(() => inbox.stop());

  it('handles what it has a handler for, skips what it has none for, and drops what it has seen', async () => {
    const subject = newId();
    const first = inbox.record(subject, 1);
    await inbox.send(first, inbox.record(subject, 2, '', NoteFiled), first, inbox.record(subject, 3));
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} 1`, `${subject} 3`]), TIMEOUTS);
    await eventually(async () => expect(await inbox.position(subject)).toMatchObject({ sequence: 3 }));
    expect(inbox.outcomes).toEqual(
      expect.arrayContaining(['handled NoteWritten', 'skipped NoteFiled', 'duplicate NoteWritten']),
    );
    expect(inbox.contradictions).toEqual([]);
    expect(await inbox.letters()).toEqual([]);
  });

  it('raises an alarm for the same sequence under another id, and does not handle it', async () => {
    const subject = newId();
    const forged = inbox.record(subject, 1, `${subject} forged`);
    await inbox.send(inbox.record(subject, 1), forged, inbox.record(subject, 2));
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} 1`, `${subject} 2`]), TIMEOUTS);
    expect(inbox.contradictions).toEqual([forged.headers['ce_id']]);
  });

  it('waits an outage out: nothing dead-lettered, order kept, other partitions served', async () => {
    const [first, second] = [inbox.subjectOn(0), inbox.subjectOn(1)];
    let away = true;
    inbox.handle = (text) => {
      if (away && text.startsWith(first)) return Promise.reject(unavailable('STORE_AWAY', 'for a while'));
      inbox.handled.push(text);
      return Promise.resolve();
    };
    await inbox.start();
    await eventually(() => expect(inbox.states).toContain('running'), TIMEOUTS);
    await inbox.send(inbox.record(first, 1), inbox.record(first, 2));
    await eventually(() => expect(inbox.retries.length).toBeGreaterThanOrEqual(2), TIMEOUTS);
    // New fetches, not only what came along with the record that waits.
    for (let i = 1; i <= 3; i++) {
      await inbox.send(inbox.record(second, i));
      await eventually(() => expect(inbox.handledOf(second)).toHaveLength(i));
    }
    expect(inbox.handledOf(first)).toEqual([]);
    away = false;
    await eventually(() => expect(inbox.handledOf(first)).toEqual([`${first} 1`, `${first} 2`]));
    expect((await inbox.letters()).filter((letter) => letter.subject === first)).toEqual([]);
    expect(inbox.retries.slice(0, 2)).toEqual(['transient 1', 'transient 2']);
    expect(inbox.states).not.toContain('crashed');
  });

  it('changes nothing when all of it is delivered again from offset 0', async () => {
    const notes = await Notes.in(inbox.database);
    const subject = newId();
    const target = newId();
    inbox.handle = async (text, context) => {
      inbox.handled.push(text);
      if (text.startsWith(subject))
        await notes.save(context.intent(target), () => [{ type: 'NoteWritten', data: { text } }]);
    };
    await inbox.send(...[1, 2, 3].map((n) => inbox.record(subject, n)));
    const app = await inbox.start();
    // All of it: what other tests have sent lies on the topic too, and may come last.
    await inbox.caughtUp();
    await inbox.stop(app);
    const before = await notes.find(target);
    expect(before?.state.texts).toEqual([1, 2, 3].map((n) => `${subject} ${n}`));

    await inbox.rewind();
    inbox.forget();
    const again = await inbox.start();
    await inbox.caughtUp();
    expect(inbox.handled).toEqual([]);
    expect(new Set(inbox.outcomes.map((one) => one.split(' ')[0]))).toEqual(new Set(['duplicate']));
    await inbox.stop(again);

    // Even without its positions: the events' ids are causes the aggregate knows.
    await inbox.db.collection<PositionRow>('inbox_positions').deleteMany({ _id: { $regex: `^${inbox.group}` } });
    await inbox.rewind();
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toHaveLength(3), TIMEOUTS);
    await inbox.caughtUp();
    expect(await notes.find(target)).toEqual(before);
  });

  it('waits, when it is closed, for the event in flight, and commits it', async () => {
    const subject = newId();
    const app = await inbox.start();
    await inbox.caughtUp();
    const before = await inbox.committed();
    let finish: () => void = () => undefined;
    let begun = false;
    inbox.handle = async (text) => {
      begun = true;
      await new Promise<void>((resolve) => (finish = resolve));
      inbox.handled.push(text);
    };
    await inbox.send(inbox.record(subject, 1), inbox.record(subject, 2));
    await eventually(() => expect(begun).toBe(true), TIMEOUTS);
    let closed = false;
    const closing = inbox.stop(app).then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    finish();
    await closing;
    expect(inbox.handledOf(subject)).toEqual([`${subject} 1`]);
    expect(await inbox.position(subject)).toMatchObject({ sequence: 1 });
    expect(await inbox.committed()).toBe(before + 1n);

    inbox.handle = (text) => Promise.resolve(void inbox.handled.push(text));
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} 1`, `${subject} 2`]), TIMEOUTS);
  });

  it('does not wait, when it is closed, for an outage to end', async () => {
    const subject = newId();
    const app = await inbox.start();
    inbox.handle = () => Promise.reject(unavailable('STORE_AWAY', 'for long'));
    await inbox.send(inbox.record(subject, 1));
    await eventually(() => expect(inbox.retries.length).toBeGreaterThan(2), TIMEOUTS);
    const from = performance.now();
    await inbox.stop(app);
    expect(performance.now() - from).toBeLessThan(3_000);
    expect(await inbox.position(subject)).toBeNull();
  });

  it('needs a handler for everything it declares', async () => {
    await expect(inbox.start({ consumes: [NoteWritten, NoteFiled] })).rejects.toThrow(
      'declares NoteFiled but has no handler for it',
    );
  });
});
