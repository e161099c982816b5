import kafkajs from 'kafkajs';
import { newId } from '../../kernel/ids.js';
import { FlippingSockets } from '#testing/flipping-sockets.js';
import { InboxUnderTest } from '#testing/inbox.js';
import { describeWithServers, eventually } from '#testing/stores.js';

const TIMEOUTS = { within: 15_000 };

describeWithServers('A record that is damaged on its way from the broker', () => {
  let inbox: InboxUnderTest;
  beforeAll(async () => (inbox = await InboxUnderTest.open()));
  afterAll(() => inbox.close());
  beforeEach(() => inbox.reset());
  afterEach(() => inbox.stop());

  async function startBehind(line: FlippingSockets): Promise<void> {
    const { brokers } = inbox.topics;
    const logLevel = kafkajs.logLevel.NOTHING;
    await inbox.start({
      kafka: new kafkajs.Kafka({ clientId: 'far', brokers, logLevel, socketFactory: line.factory }),
    });
  }

  const sent = (subject: string) => [1, 2, 3].map((n) => `${subject} ${n}`);

  it.each<[string, (subject: string) => string]>([
    ['value', (subject) => `{"text":"${subject} `],
    ["headers' names", () => 'ce_datahash'.slice(0, -2)],
    ['type', () => 'kr.digitalservice.review.NoteWritten'.slice(0, -1)],
    ["type's version", () => 'kr.digitalservice.review.NoteWritten.v'],
    ['first event of a subject', (subject) => `${subject}`.slice(0, -1)],
  ])('in its %s is fetched once more and handled', async (_, textIn) => {
    const subject = newId();
    await inbox.send(...[1, 2, 3].map((n) => inbox.record(subject, n)));
    const line = new FlippingSockets(textIn(subject));
    await startBehind(line);
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject)), TIMEOUTS);
    await inbox.caughtUp();
    // It may have met a record of another test, on another partition.
    expect(line.flips).toBe(1);
    expect(inbox.misread).toHaveLength(1);
    expect(await inbox.letters()).toEqual([]);
    expect(await inbox.parked(subject)).toEqual([]);
    expect(inbox.gaps).toEqual([]);
    expect(inbox.states).not.toContain('away');
  });

  it('twice is dead-lettered without a third reading, and holds the place of nothing', async () => {
    const subject = newId();
    const records = [1, 2, 3].map((n) => inbox.record(subject, n));
    await inbox.send(...records);
    const line = new FlippingSockets(`{"text":"${subject}`, 2);
    await startBehind(line);
    const letters = () => inbox.letters(undefined);
    await eventually(async () => expect((await letters()).map(({ reason }) => reason)).toEqual(['UNPROVEN']), TIMEOUTS);
    await eventually(async () => expect(await inbox.parked(subject)).toHaveLength(2), TIMEOUTS);
    expect(line.flips).toBe(2);
    expect(inbox.handledOf(subject)).toEqual([]);
    // Published once more, as by a relay that recovers.
    await inbox.send(...records.slice(0, 1));
    await eventually(() => expect(inbox.handledOf(subject)).toEqual(sent(subject)), TIMEOUTS);
  });
});
