import { unavailable, wrongState } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { Notes } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const TIMEOUTS = { within: 20_000 };

describeWithServers('An inbox hands a dead letter in again', () => {
  let inbox: InboxUnderTest;
  /** Texts whose handler refuses them, or says that something is away. */
  let refused: Set<string>;
  let away: Set<string>;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => {
    inbox.reset();
    [refused, away] = [new Set(), new Set()];
    inbox.handle = (text) => {
      if (refused.has(text)) return Promise.reject(wrongState('LISTING_EXISTS', 'The listing exists already.'));
      if (away.has(text)) return Promise.reject(unavailable('STORE_AWAY', 'for a while'));
      return Promise.resolve(void inbox.handled.push(text));
    };
  });
  afterEach(() => inbox.stop());

  /** A subject whose events up to `last` are all dead letters but the last. */
  async function buried(last: number): Promise<string> {
    const subject = newId();
    await bury(last, subject);
    return subject;
  }

  async function bury(last: number, ...subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) {
      for (let n = 1; n < last; n++) refused.add(`${subject} ${n}`);
      await inbox.send(...Array.from({ length: last }, (_, i) => inbox.record(subject, i + 1)));
    }
    await inbox.start();
    for (const subject of subjects)
      await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} ${last}`]), TIMEOUTS);
  }

  const wish = (subject: string) =>
    inbox.rows.updateMany(
      { group: inbox.group, subject, status: 'OPEN' },
      { $set: { status: 'REDRIVING', redrive: { by: 'operator:test', reason: 'mended', at: new Date() } } },
    );

  it('when an operator wants it, past its position, each subject in order', async () => {
    const subject = await buried(4);
    refused.clear();
    await wish(subject);
    await eventually(async () =>
      expect((await inbox.letters(subject)).map(({ status, redrivenAt }) => [status, redrivenAt])).toEqual(
        [1, 2, 3].map(() => ['REDRIVEN', new Date('2025-09-19T00:00:00Z')]),
      ),
    );
    expect(inbox.handledOf(subject)).toEqual([4, 1, 2, 3].map((n) => `${subject} ${n}`));
    expect(await inbox.position(subject)).toMatchObject({ sequence: 4 });
  });

  it('and leaves it open with its new cause when it fails again, and what comes behind it too', async () => {
    const subject = await buried(4);
    refused.delete(`${subject} 1`);
    refused.delete(`${subject} 3`);
    await wish(subject);
    await eventually(async () => {
      const [first, second, third] = await inbox.letters(subject);
      expect(first).toMatchObject({ status: 'REDRIVEN' });
      expect(second).toMatchObject({ status: 'OPEN', reason: 'LISTING_EXISTS', attempts: 2 });
      expect(third).toMatchObject({ status: 'OPEN', attempts: 1, heldBackBy: second?._id });
    });
    expect(inbox.handledOf(subject)).toEqual([4, 1].map((n) => `${subject} ${n}`));
  });

  it('again and again while something is away', async () => {
    const subject = await buried(3);
    refused.clear();
    away.add(`${subject} 1`);
    await wish(subject);
    await eventually(() => expect(inbox.retries.length).toBeGreaterThanOrEqual(2));
    expect(inbox.handledOf(subject)).toEqual([`${subject} 3`]);
    away.clear();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([3, 1, 2].map((n) => `${subject} ${n}`)));
  });

  it('while another one, and the events behind it, wait for a handler that does not come to its end', async () => {
    const [stuck, other] = [inbox.subjectOn(0), inbox.subjectOn(1)];
    await bury(2, stuck, other);
    refused.clear();
    let finish: () => void = () => undefined;
    const hangs = new Promise<void>((resolve) => (finish = resolve));
    inbox.handle = async (text) => {
      if (text === `${stuck} 1`) await hangs;
      inbox.handled.push(text);
    };
    await wish(stuck);
    await eventually(async () => expect(await inbox.letters(stuck)).toMatchObject([{ inFlight: true }]));
    await wish(other);
    await eventually(() => expect(inbox.handledOf(`${other} 1`)).toHaveLength(1));
    await inbox.send(inbox.record(stuck, 3), inbox.record(other, 3));
    await eventually(() => expect(inbox.handledOf(`${other} 3`)).toHaveLength(1));
    expect(inbox.handledOf(stuck)).toEqual([`${stuck} 2`]);
    finish();
    await eventually(() => expect(inbox.handledOf(stuck)).toEqual([2, 1, 3].map((n) => `${stuck} ${n}`)), TIMEOUTS);
  });

  it('with one effect, however often it is handed in', async () => {
    const subject = await buried(2);
    refused.clear();
    const notes = await Notes.in(inbox.database);
    const target = newId();
    inbox.handle = async (text, context) => {
      await notes.save(context.intent(target), () => [{ type: 'NoteWritten', data: { text } }]);
      inbox.handled.push(text);
    };
    for (let i = 1; i <= 2; i++) {
      await inbox.rows.updateMany({ group: inbox.group, subject }, { $set: { status: 'REDRIVING' } });
      await eventually(() => expect(inbox.handledOf(`${subject} 1`)).toHaveLength(i));
      await eventually(async () => expect(await inbox.letters(subject)).toMatchObject([{ status: 'REDRIVEN' }]));
    }
    expect((await notes.find(target))?.state.texts).toEqual([`${subject} 1`]);
  });
});
