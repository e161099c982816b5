import { isOpenTopic } from '#common/events/open-topics.js';
import { topicPlan } from '#common/service/topics.js';
import { definedEvents } from '../gen/definitions.js';
import { SERVICES } from '../services.js';

const DAY_MS = 86_400_000;

describe('S11: the topics that forget', () => {
  const plan = (confidentialDays?: number) =>
    topicPlan(SERVICES, {
      prefix: 'p.',
      partitions: 1,
      replication: 1,
      ...(confidentialDays !== undefined && { confidentialDays }),
    });

  it('are those about people of the review and about the inside of a service, and their dead letters', () => {
    expect(
      plan()
        .filter(({ forgets }) => forgets)
        .map(({ topic }) => topic)
        .toSorted(),
    ).toEqual([
      'p.intake.internal',
      'p.review.access',
      'p.review.access.dlq.intake',
      'p.review.internal',
      'p.review.internal.dlq.review',
    ]);
  });

  it('keep a record for 90 days unless an operator says otherwise; all other topics of events keep it forever', () => {
    for (const [days, given] of [
      [90, undefined],
      [30, 30],
    ] as const)
      for (const { topic, forgets, configEntries } of plan(given)) {
        const settings = Object.fromEntries(configEntries.map(({ name, value }) => [name, value]));
        const kept = forgets ? days * DAY_MS : topic.endsWith('.watermarks') ? DAY_MS : -1;
        expect([topic, settings['retention.ms']]).toEqual([topic, String(kept)]);
      }
  });

  it('are named by the definitions of their events, which agree', async () => {
    const events = await definedEvents();
    expect(events.length).toBeGreaterThan(50);
    for (const { topic, confidential } of events)
      expect([topic, ...new Set(events.filter((one) => one.topic === topic).map((one) => one.confidential))]).toEqual([
        topic,
        confidential,
      ]);
  });

  it('are no topic for readers outside, and feed no read model: both need every event', () => {
    for (const { aggregates, projections } of SERVICES) {
      const published = aggregates.flatMap(([type]) => type.publishes);
      const read = projections.flatMap(({ consumes }) => consumes);
      expect(published.filter(({ confidential, topic }) => confidential && isOpenTopic(topic))).toEqual([]);
      expect(read.filter(({ confidential }) => confidential)).toEqual([]);
    }
  });
});
