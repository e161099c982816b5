import { sha256 } from '../../kernel/canonical-json.js';
import { wrongState } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { OutgoingRecord } from '../../broker/publisher.js';
import { InboxUnderTest, type SampleRecord } from '#testing/inbox.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { readTopics } from '#testing/topic-reader.js';
import { deadLetterTopic } from './dead-letters.js';

const TIMEOUTS = { within: 15_000 };

describeWithServers('An inbox puts aside at once', () => {
  let inbox: InboxUnderTest;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(() => inbox.stop());

  const broken = (subject: string, how: (good: SampleRecord) => Partial<OutgoingRecord>): OutgoingRecord => {
    const good = inbox.record(subject, 1, `${subject} broken`);
    return { ...good, ...how(good) };
  };
  const withValue =
    (value: string | Buffer) =>
    ({ headers }: { headers: Record<string, string> }) => ({
      value,
      headers: { ...headers, ce_datahash: sha256(value) },
    });
  const withHeader =
    (name: string, value: string) =>
    ({ headers }: { headers: Record<string, string> }) => ({
      headers: { ...headers, [name]: value },
    });

  it.each<[string, string, (good: SampleRecord) => Partial<OutgoingRecord>]>([
    ['a value that has not its hash', 'WRONG_HASH', () => ({ value: '{"text":"flipped"}' })],
    ['a value that is no JSON', 'UNDECODABLE', withValue('{')],
    ['bytes that are no text', 'UNDECODABLE', withValue(Buffer.from([0xff, 0xfe, 0x00]))],
    ['a record without a value', 'WRONG_HASH', () => ({ value: null })],
    ['data that its type does not promise', 'SCHEMA_INVALID', withValue('{"text":7}')],
    [
      'another major version of what it handles',
      'UNKNOWN_VERSION',
      withHeader('ce_type', 'kr.digitalservice.review.NoteWritten.v2'),
    ],
    ['a record that is no event of ours', 'UNDECODABLE', withHeader('ce_specversion', '0.3')],
  ])('%s, and goes on behind it', async (_, reason, how) => {
    const subject = newId();
    const bad = broken(subject, how);
    await inbox.send(bad, inbox.record(subject, 2));
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} 2`]), TIMEOUTS);
    const own = (await inbox.letters()).filter((letter) => letter.subject === subject);
    expect(own).toEqual([
      expect.objectContaining({
        reason,
        attempts: 1,
        status: 'OPEN',
        announced: true,
        topic: inbox.topic,
        subject,
        sequence: 1,
      }),
    ]);
  });

  it('what its handler refuses, in the store and on the topic, whole and with its cause', async () => {
    const subject = newId();
    inbox.handle = () => Promise.reject(wrongState('LISTING_EXISTS', 'The listing exists already.'));
    const refused = inbox.record(subject, 1);
    await inbox.send(refused);
    await inbox.start();
    const [letter] = await eventually(async () => {
      const own = (await inbox.letters()).filter((one) => one.subject === subject && one.announced === true);
      expect(own).toHaveLength(1);
      return own;
    }, TIMEOUTS);
    expect(letter).toMatchObject({
      reason: 'LISTING_EXISTS',
      error: 'The listing exists already.',
      attempts: 1,
      key: subject,
      value: refused.value,
      headers: refused.headers,
    });
    const reader = await readTopics(inbox.topics.brokers, [deadLetterTopic(inbox.topic, 'review')]);
    const announced = await eventually(() => {
      const found = reader.records.filter(({ key }) => key === subject);
      expect(found).toHaveLength(1);
      return found[0];
    });
    expect(announced?.value?.toString()).toBe(refused.value);
    expect(announced?.headers).toEqual({
      ...refused.headers,
      proof: expect.any(String) as string,
      dlq_reason: 'LISTING_EXISTS',
      dlq_error: 'The listing exists already.',
      dlq_attempts: '1',
      dlq_topic: inbox.topic,
      dlq_partition: String(letter?.partition),
      dlq_offset: letter?.offset,
      dlq_at: '2025-09-19T00:00:00.000Z',
    });
    await reader.stop();
  });

  it('keeps the very bytes of what is no text', async () => {
    const subject = newId();
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    await inbox.send(broken(subject, withValue(bytes)));
    await inbox.start();
    const reader = await readTopics(inbox.topics.brokers, [deadLetterTopic(inbox.topic, 'review')]);
    await eventually(() => expect(reader.records.find(({ key }) => key === subject)?.value).toEqual(bytes), TIMEOUTS);
    await reader.stop();
    expect((await inbox.letters()).find((letter) => letter.subject === subject)?.valueBase64).toBe(
      bytes.toString('base64'),
    );
  });

  it('a mistake of ours, once it was tried three times', async () => {
    const subject = newId();
    let tries = 0;
    inbox.handle = (text) => {
      if (text !== `${subject} 1`) return Promise.resolve(void inbox.handled.push(text));
      tries++;
      throw new TypeError('undefined is no function');
    };
    await inbox.send(inbox.record(subject, 1), inbox.record(subject, 2));
    await inbox.start();
    await eventually(() => expect(inbox.handledOf(subject)).toEqual([`${subject} 2`]), TIMEOUTS);
    expect(tries).toBe(3);
    expect((await inbox.letters()).filter((letter) => letter.subject === subject)).toEqual([
      expect.objectContaining({ reason: 'TypeError', error: 'undefined is no function', attempts: 3 }),
    ]);
    expect(inbox.states).not.toContain('crashed');
  });
});
