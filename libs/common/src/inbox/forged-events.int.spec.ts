import { newId } from '../kernel/ids.js';
import { developmentSigningKey, newEventKey, signingKeyOf } from '../events/proofs/event-keys.js';
import { PROOF_HEADER } from '../events/proofs/proof-text.js';
import { RecordSigner } from '../events/proofs/record-signer.js';
import { deadLetterTopic } from './dead-letters/dead-letters.js';
import { InboxUnderTest, type SampleRecord } from '#testing/inbox.js';
import { provenBy } from '#testing/proofs.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { readTopics } from '#testing/topic-reader.js';

/** A genuine event takes effect within this time, forged ones or not (ms). */
const SOON = { within: 5_000 };
const WITHIN = { within: 20_000 };

describeWithServers('A client with broker access and without the key of a service', () => {
  let inbox: InboxUnderTest;
  let stranger: RecordSigner;
  beforeAll(async () => {
    inbox = await InboxUnderTest.open();
    stranger = new RecordSigner(await signingKeyOf('review', { ...(await newEventKey()) }));
  });
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(async () => {
    await inbox.stop();
    inbox.unprovenPerHour = 10_000;
  });

  const provenRecord = async (subject: string, sequence: number, text?: string): Promise<SampleRecord> => {
    const [record] = await provenBy('review', [inbox.record(subject, sequence, text)]);
    return record!;
  };
  const unprovenLetters = async (subject: string) =>
    (await inbox.letters(subject)).filter(({ reason }) => reason === 'UNPROVEN');

  /** The group is at work on every partition. */
  async function started(): Promise<string> {
    await inbox.start();
    const subject = newId();
    await inbox.send(inbox.record(subject, 1, `${subject} first`));
    await eventually(() => expect(inbox.handledOf(subject)).toHaveLength(1), WITHIN);
    return subject;
  }

  it('S2: is not believed, and cannot suppress the genuine event, which takes effect within 5 s', async () => {
    const subject = await started();
    const forged = inbox.record(subject, 2, `${subject} forged`);
    const [signed] = await stranger.sign([inbox.record(subject, 2, `${subject} forged, signed`)]);
    const [foreign] = await provenBy('intake', [inbox.record(subject, 2, `${subject} forged by intake`)]);
    await inbox.sendAsTheyAre(forged, signed!, foreign!);
    await eventually(async () => expect(await unprovenLetters(subject)).toHaveLength(3), WITHIN);
    expect(await inbox.position(subject)).toMatchObject({ sequence: 1 });
    await inbox.send(inbox.record(subject, 2, `${subject} genuine`));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} first`, `${subject} genuine`]), SOON);
    expect(inbox.contradictions).toEqual([]);
    expect(inbox.gaps).toEqual([]);
    expect((await unprovenLetters(subject)).map(({ error }) => error.replace(/key \S+/, 'key …')).sort()).toEqual([
      'it has no proof',
      'key … may not speak for review',
      'key … may not speak for review',
    ]);
  });

  it('S2: changes nothing about an event whose position is passed, and raises no gap ahead of it', async () => {
    const subject = await started();
    await inbox.sendAsTheyAre(
      inbox.record(subject, 1, `${subject} forged past`),
      inbox.record(subject, 9, `${subject} forged future`),
    );
    await eventually(async () => expect(await unprovenLetters(subject)).toHaveLength(2), WITHIN);
    expect([inbox.contradictions, inbox.gaps, await inbox.parked(subject)]).toEqual([[], [], []]);
    expect(inbox.handledOf(subject)).toEqual([`${subject} first`]);
  });

  it('S2: cannot use the proof of a genuine event for another attribute, key, value or topic', async () => {
    const subject = await started();
    const good = await provenRecord(subject, 2, `${subject} genuine`);
    const { [PROOF_HEADER]: _, ...covered } = good.headers;
    const changed = Object.keys(covered).map((name) => ({
      ...good,
      headers: { ...good.headers, [name]: `${good.headers[name]} ` },
    }));
    const moved = { ...good, key: newId() };
    const rewritten = { ...good, value: good.value.replace('genuine', 'mine') };
    const [elsewhere] = await provenBy('review', [{ ...inbox.record(subject, 2), topic: `${inbox.topic}.other` }]);
    await inbox.sendAsTheyAre(...changed, moved, rewritten, { ...elsewhere!, topic: inbox.topic });
    await eventually(() => expect(inbox.unprovenOf(subject)).toHaveLength(changed.length + 3), WITHIN);
    expect(inbox.handledOf(subject)).toEqual([`${subject} first`]);
    await inbox.send(good);
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} first`, `${subject} genuine`]), SOON);
  });

  it('S2: can send a genuine record again, without an effect; the service can prove it anew by another key', async () => {
    const subject = await started();
    const good = await provenRecord(subject, 2);
    const again = (await new RecordSigner(await developmentSigningKey('review')).sign([good, good]))[1]!;
    expect(again.headers[PROOF_HEADER]).not.toBe(good.headers[PROOF_HEADER]);
    await inbox.send(good);
    await inbox.sendAsTheyAre(good, again);
    await inbox.caughtUp();
    expect(inbox.handledOf(subject)).toEqual([`${subject} first`, `${subject} 2`]);
    expect([inbox.unprovenOf(subject), inbox.contradictions]).toEqual([[], []]);
  });

  it('S2: fills no store: beyond the letters of an hour, what it sends is counted and left out', async () => {
    inbox.unprovenPerHour = 3;
    const subject = await started();
    const flood = Array.from({ length: 20 }, (_, i) => inbox.record(subject, 2 + i, `${subject} flood`));
    await inbox.sendAsTheyAre(...flood);
    await eventually(() => expect(inbox.unprovenOf(subject)).toHaveLength(20), WITHIN);
    // Of all that lies on the topic, which the group has read from its beginning.
    expect(inbox.unproven.filter(({ isKept }) => isKept)).toHaveLength(3);
    expect((await inbox.letters()).filter(({ reason }) => reason === 'UNPROVEN')).toHaveLength(3);
    await inbox.send(inbox.record(subject, 2, `${subject} genuine`));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} first`, `${subject} genuine`]), SOON);
  });

  it('S2: leaves its record, whole and with the reason, for watchers outside the service', async () => {
    const subject = await started();
    const reader = await readTopics(inbox.topics.brokers, [deadLetterTopic(inbox.topic, 'review')]);
    try {
      await inbox.sendAsTheyAre(inbox.record(subject, 2, `${subject} forged`));
      await eventually(
        () =>
          expect(reader.records.find(({ key }) => key === subject)?.headers).toMatchObject({
            ce_sequence: '2',
            dlq_reason: 'UNPROVEN',
            dlq_error: 'it has no proof',
            dlq_topic: inbox.topic,
          }),
        WITHIN,
      );
    } finally {
      await reader.stop();
    }
  });

  describe('when an operator redrives what it sent', () => {
    const redrive = (subject: string) =>
      inbox.rows.updateMany(
        { group: inbox.group, subject, status: 'OPEN' },
        { $set: { status: 'REDRIVING', redrive: { by: 'operator:test', reason: 'look again', at: new Date() } } },
      );
    const statuses = async (subject: string) =>
      (await inbox.letters(subject)).map(({ status, reason }) => `${status} ${reason}`);

    it('S2: is still not believed', async () => {
      const subject = await started();
      await inbox.sendAsTheyAre(inbox.record(subject, 2, `${subject} forged`));
      await eventually(async () => expect(await statuses(subject)).toEqual(['OPEN UNPROVEN']), WITHIN);
      await redrive(subject);
      await eventually(async () => expect((await inbox.letters(subject))[0]).toMatchObject({ attempts: 2 }), WITHIN);
      expect(await statuses(subject)).toEqual(['OPEN UNPROVEN']);
      expect(inbox.handledOf(subject)).toEqual([`${subject} first`]);
    });

    it('S2: an event whose key is known by now takes its place: next, passed, or behind a gap', async () => {
      const [next, passed, early] = [await started(), newId(), newId()];
      await inbox.send(inbox.record(passed, 1));
      const unknown = (record: SampleRecord) => ({ ...record, headers: { ...record.headers, [PROOF_HEADER]: '' } });
      const records = await Promise.all([provenRecord(next, 2), provenRecord(passed, 2), provenRecord(early, 2)]);
      await inbox.sendAsTheyAre(...records.map(unknown));
      await inbox.send(inbox.record(next, 3), records[1]!);
      for (const subject of [next, passed, early])
        await eventually(async () => expect(await statuses(subject)).toEqual(['OPEN UNPROVEN']), WITHIN);
      await eventually(() => expect(inbox.handledOf(passed)).toEqual([`${passed} 1`, `${passed} 2`]), WITHIN);
      // As if the file of public keys had been completed in the meantime: the letter's own proof holds now.
      for (const { headers } of records)
        await inbox.rows.updateOne(
          { group: inbox.group, 'headers.ce_id': headers['ce_id']! },
          { $set: { [`headers.${PROOF_HEADER}`]: headers[PROOF_HEADER]! } },
        );
      for (const subject of [next, passed, early]) await redrive(subject);
      await eventually(
        () => expect(inbox.handledOf(next)).toEqual([`${next} first`, `${next} 2`, `${next} 3`]),
        WITHIN,
      );
      await inbox.send(inbox.record(early, 1));
      await eventually(() => expect(inbox.handledOf(early)).toEqual([`${early} 1`, `${early} 2`]), WITHIN);
      for (const subject of [next, passed, early])
        await eventually(async () => expect(await statuses(subject)).toEqual(['REDRIVEN UNPROVEN']), WITHIN);
      expect(inbox.handledOf(passed)).toEqual([`${passed} 1`, `${passed} 2`]);
    });
  });

  it('S2: two proven events of one sequence raise an alarm, and the later one is kept, not dropped', async () => {
    const subject = await started();
    const other = inbox.record(subject, 1, `${subject} contradicts`);
    await inbox.send(other);
    await eventually(async () => expect(await inbox.letters(subject)).toHaveLength(1), WITHIN);
    expect(await inbox.letters(subject)).toMatchObject([{ reason: 'CONTRADICTION', status: 'OPEN' }]);
    expect(inbox.contradictions).toEqual([other.headers['ce_id']]);
    expect(inbox.handledOf(subject)).toEqual([`${subject} first`]);
  });
});
