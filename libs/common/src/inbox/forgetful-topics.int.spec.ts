import { notFound } from '../kernel/errors.js';
import { PROOF_HEADER } from '../events/proofs/proof-text.js';
import { Positions } from './delivery/positions.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { NoteWritten } from '#testing/notes.js';
import { provenBy } from '#testing/proofs.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const WITHIN = { within: 20_000 };
const QUICK = { lookEveryMs: 20, firstMs: 20, busyMs: 50, quietMs: 100 };
/** As an event of the review's people is: its topic forgets. */
const consumes = [{ ...NoteWritten, confidential: true }];

describeWithServers('S11: an inbox on a topic that has forgotten its older records', () => {
  let inbox: InboxUnderTest;
  beforeEach(async () => {
    inbox = await InboxUnderTest.open();
    inbox.reset();
  });
  afterEach(async () => {
    await inbox.stop();
    await inbox.close();
  });

  const sent = (subject: string, ...sequences: readonly number[]) => sequences.map((n) => `${subject} ${n}`);

  /** The first `count` records of the partition are gone. */
  async function trim(partition: number, count: number): Promise<void> {
    const admin = inbox.kafka.admin();
    await admin.connect();
    // The client deletes only on topics that it has asked about.
    await admin.fetchTopicOffsets(inbox.topic);
    await admin.deleteTopicRecords({ topic: inbox.topic, partitions: [{ partition, offset: String(count) }] });
    await admin.disconnect();
  }

  it('takes what is left, parks nothing, and waits for what is missing from there on', async () => {
    const [subject, whole] = [inbox.subjectOn(0), inbox.subjectOn(1)];
    await inbox.send(...[1, 2, 3, 4, 5].map((n) => inbox.record(subject, n)), inbox.record(whole, 1));
    await trim(0, 3);
    await inbox.start({ consumes });
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 4, 5)), WITHIN);
    await inbox.caughtUp();
    expect(inbox.handledOf(whole)).toEqual(sent(whole, 1));
    expect([inbox.gaps, await inbox.parked(subject), await inbox.letters()]).toEqual([[], [], []]);
    await eventually(
      async () => expect(await inbox.position(subject)).toMatchObject({ sequence: 5, since: 4 }),
      WITHIN,
    );

    await inbox.send(inbox.record(subject, 7));
    await eventually(() => expect(inbox.gaps).toEqual([`${subject} 7`]), WITHIN);
    await inbox.send(inbox.record(subject, 6));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 4, 5, 6, 7)), WITHIN);
  });

  it('waits with the first event that is left for what it refers to, and then goes on', async () => {
    const subject = inbox.subjectOn(0);
    let isThere = false;
    inbox.handle = async (text) => {
      if (!isThere) throw notFound('note', subject);
      inbox.handled.push(text);
    };
    await inbox.send(...[1, 2, 3].map((n) => inbox.record(subject, n)));
    await trim(0, 1);
    await inbox.start({ consumes, patience: QUICK });
    await eventually(async () => {
      const parked = await inbox.parked(subject);
      expect(parked.map(({ sequence, why }) => [sequence, why])).toEqual([
        [2, 'NOT_THERE_YET'],
        [3, 'BEHIND'],
      ]);
    }, WITHIN);
    // Another process goes on: what it knows is in the store.
    await inbox.stop();
    isThere = true;
    await inbox.start({ consumes, patience: QUICK });
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 2, 3)), WITHIN);
    await eventually(async () => expect(await inbox.parked(subject)).toEqual([]), WITHIN);
  });

  it('begins anew with number 1, even if a newer event comes before the older ones that are sent again', async () => {
    const subject = inbox.subjectOn(0);
    await inbox.send(...[1, 2, 3].map((n) => inbox.record(subject, n)));
    await trim(0, 2);
    await inbox.start({ consumes });
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 3)), WITHIN);
    await inbox.caughtUp();
    await inbox.stop();

    inbox.forget();
    expect(await new Positions(inbox.db, inbox.group).beginAgain(inbox.topic, [subject])).toBe(1);
    await inbox.send(...[4, 1, 2, 3].map((n) => inbox.record(subject, n)));
    await inbox.start({ consumes, patience: QUICK });
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 1, 2, 3, 4)), WITHIN);
    await eventually(async () => expect(await inbox.parked(subject)).toEqual([]), WITHIN);
  });

  it('begins no subject with a record that is not proven, and with it once its key is known', async () => {
    const subject = inbox.subjectOn(0);
    const [record] = await provenBy('review', [inbox.record(subject, 5)]);
    const { [PROOF_HEADER]: proof, ...headers } = record!.headers;
    await inbox.sendAsTheyAre({ ...record!, headers });
    await inbox.start({ consumes });
    await eventually(async () => expect(await inbox.letters(subject)).toHaveLength(1), WITHIN);
    await inbox.caughtUp();
    expect([await inbox.position(subject), await inbox.parked(subject)]).toEqual([null, []]);

    const [letter] = await inbox.letters(subject);
    await inbox.rows.updateOne({ _id: letter!._id }, { $set: { [`headers.${PROOF_HEADER}`]: proof! } });
    await inbox.rows.updateOne(
      { _id: letter!._id },
      { $set: { status: 'REDRIVING', redrive: { by: 'operator:test', reason: 'key is known', at: new Date() } } },
    );
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 5)), WITHIN);
    await inbox.send(inbox.record(subject, 6));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject, 5, 6)), WITHIN);
  });
});
