import { notFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const TIMEOUTS = { within: 20_000 };
const QUICK = { lookEveryMs: 20, firstMs: 20, busyMs: 50, quietMs: 100 };

describeWithServers('An inbox parks', () => {
  let inbox: InboxUnderTest;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(() => inbox.stop());

  const sent = (subject: string, ...sequences: readonly number[]) => sequences.map((n) => `${subject} ${n}`);

  describe('an event that came before its predecessor', () => {
    it('says so once, lets its partition go on, and hands all in, in order, when the missing one comes', async () => {
      const [subject, neighbour] = [inbox.subjectOn(0), inbox.subjectOn(0)];
      await inbox.send(...[1, 3, 4, 5].map((n) => inbox.record(subject, n)), inbox.record(neighbour, 1));
      await inbox.start();
      await eventually(() => expect(inbox.handledOf(neighbour)).toEqual(sent(neighbour, 1)), TIMEOUTS);
      expect(inbox.handledOf(subject)).toEqual(sent(subject, 1));
      expect(inbox.gaps).toEqual([`${subject} 3`]);
      expect((await inbox.parked(subject)).map(({ sequence, why }) => [sequence, why])).toEqual([
        [3, 'GAP'],
        [4, 'BEHIND'],
        [5, 'BEHIND'],
      ]);
      await eventually(async () => expect(await inbox.position(subject)).toMatchObject({ sequence: 1 }));

      await inbox.send(inbox.record(subject, 2));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2, 3, 4, 5)));
      await eventually(async () => expect(await inbox.parked(subject)).toEqual([]));
      expect(await inbox.position(subject)).toMatchObject({ sequence: 5 });
      expect(inbox.states).not.toContain('crashed');
      expect(await inbox.letters()).toEqual([]);
    });

    it('drops its repeats, and raises an alarm for another event with its sequence', async () => {
      const subject = newId();
      const early = inbox.record(subject, 2);
      const forged = inbox.record(subject, 2, `${subject} forged`);
      await inbox.send(early, early, forged);
      await inbox.start();
      await inbox.caughtUp();
      expect(await inbox.parked(subject)).toHaveLength(1);
      expect(inbox.contradictions).toEqual([forged.headers['ce_id']]);
      await inbox.send(inbox.record(subject, 1));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2)));
    });

    it('and says so again for a second hole behind the first', async () => {
      const subject = newId();
      await inbox.send(...[2, 4].map((n) => inbox.record(subject, n)));
      await inbox.start();
      await inbox.caughtUp();
      expect(inbox.gaps.filter((gap) => gap.startsWith(subject))).toEqual([`${subject} 2`, `${subject} 4`]);
      await inbox.send(inbox.record(subject, 1));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2)));
      await inbox.send(inbox.record(subject, 3));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2, 3, 4)));
    });

    it('even one that cannot be read: it becomes a dead letter in its turn', async () => {
      const subject = newId();
      const broken = inbox.record(subject, 2);
      await inbox.send({ ...broken, headers: { ...broken.headers, ce_specversion: '0.3' } }, inbox.record(subject, 3));
      await inbox.start();
      await inbox.caughtUp();
      expect(await inbox.letters(subject)).toEqual([]);
      await inbox.send(inbox.record(subject, 1));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 3)));
      expect(await inbox.letters(subject)).toEqual([expect.objectContaining({ reason: 'UNDECODABLE', sequence: 2 })]);
    });

    it('for as long as it takes: a new process finds it again', async () => {
      const subject = newId();
      await inbox.send(inbox.record(subject, 2), inbox.record(subject, 3));
      const first = await inbox.start();
      await inbox.caughtUp();
      await inbox.stop(first);
      expect(await inbox.parked(subject)).toHaveLength(2);
      await inbox.start();
      await inbox.send(inbox.record(subject, 1), inbox.record(subject, 4));
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2, 3, 4)), TIMEOUTS);
      await eventually(async () => expect(await inbox.parked(subject)).toEqual([]));
    });
  });

  describe('what refers to something that is not there yet', () => {
    let arrived: Set<string>;
    beforeEach(() => {
      arrived = new Set();
      inbox.handle = (text) => {
        const [subject = ''] = text.split(' ');
        if (text.endsWith(' 1') && !arrived.has(subject)) return Promise.reject(notFound('case', subject));
        return Promise.resolve(void inbox.handled.push(text));
      };
    });

    it('and what comes behind it, and hands them in once it has arrived', async () => {
      const [subject, neighbour] = [inbox.subjectOn(0), inbox.subjectOn(0)];
      arrived.add(neighbour);
      await inbox.send(...[1, 2, 3].map((n) => inbox.record(subject, n)), inbox.record(neighbour, 1));
      await inbox.start({ patience: QUICK });
      await eventually(() => expect(inbox.handledOf(neighbour)).toEqual(sent(neighbour, 1)), TIMEOUTS);
      await eventually(async () =>
        expect(await inbox.parked(subject)).toEqual([
          expect.objectContaining({ sequence: 1, why: 'NOT_THERE_YET', cause: expect.stringContaining(subject) }),
          expect.objectContaining({ sequence: 2, why: 'BEHIND' }),
          expect.objectContaining({ sequence: 3, why: 'BEHIND' }),
        ]),
      );
      expect(inbox.handledOf(subject)).toEqual([]);
      expect(inbox.gaps).not.toContain(`${subject} 2`);
      arrived.add(subject);
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2, 3)));
      await eventually(async () => expect(await inbox.parked(subject)).toEqual([]));
      expect(await inbox.position(subject)).toMatchObject({ sequence: 3 });
      expect(await inbox.letters(subject)).toEqual([]);
    });

    it('but not forever: then it is a dead letter with its cause, and the events behind it go on', async () => {
      const subject = newId();
      await inbox.send(inbox.record(subject, 1), inbox.record(subject, 2));
      await inbox.start({ patience: { ...QUICK, givesUpAfterMs: 300 } });
      await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 2)), TIMEOUTS);
      const [letter, ...more] = await inbox.letters(subject);
      expect(more).toEqual([]);
      expect(letter).toMatchObject({ reason: 'NOT_FOUND', sequence: 1, status: 'OPEN' });
      expect(letter?.attempts).toBeGreaterThan(1);
    });

    it('also across a rebalance: the new owner of the partition hands it in, once', async () => {
      const subjects = [0, 1, 2].map((partition) => inbox.subjectOn(partition));
      await inbox.send(...subjects.flatMap((subject) => [inbox.record(subject, 1), inbox.record(subject, 2)]));
      await inbox.start({ patience: QUICK });
      await eventually(async () => {
        for (const subject of subjects) expect(await inbox.parked(subject)).toHaveLength(2);
      }, TIMEOUTS);
      inbox.states = [];
      await inbox.start({ patience: QUICK });
      // Both have been given their share.
      await eventually(() => expect(inbox.states.filter((state) => state === 'running')).toHaveLength(2), TIMEOUTS);
      for (const subject of subjects) arrived.add(subject);
      for (const subject of subjects) {
        await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2)), TIMEOUTS);
        await eventually(async () => expect(await inbox.parked(subject)).toEqual([]));
        expect(await inbox.position(subject)).toMatchObject({ sequence: 2 });
      }
    });
  });
});
