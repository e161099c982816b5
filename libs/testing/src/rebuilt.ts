import fc from 'fast-check';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { KafkaPublisher } from '#common/broker/publisher.js';
import type { EventDefinition, ServiceName } from '#common/events/define-event.js';
import { newId } from '#common/kernel/ids.js';
import type { Projection } from '#common/projections/projection.js';
import { rebuild } from '#common/projections/rebuild.js';
import { databaseOf } from './notes.js';
import { testProofs } from './proofs.js';
import type { ServiceUnderTest } from './service.js';
import { eventually, testTopics } from './stores.js';

const SEQUENCES = 50;

/** The sample of an event, with another number where it is one of several of its subject: amendment 2, incident 3. */
const numbered = ({ sample }: EventDefinition, n: number): object =>
  Object.fromEntries(
    Object.entries(sample as object).map(([name, value]) => [
      name,
      name.endsWith('No') && typeof value === 'number' ? n : value,
    ]),
  );

/**
 * Fifty subjects, each with some of the events that a read model follows, in any order; some of them come again. A
 * subject is an aggregate, and the events of an aggregate that one row is made of are on one topic.
 */
export async function tellAtRandom(under: ServiceUnderTest, { consumes }: Projection, seed: number): Promise<void> {
  const event = fc.record({
    which: fc.nat(consumes.length - 1),
    n: fc.integer({ min: 1, max: 3 }),
    again: fc.boolean(),
  });
  for (const events of fc.sample(fc.array(event, { minLength: 1, maxLength: 8 }), { numRuns: SEQUENCES, seed })) {
    const subject = newId();
    const topic = consumes[events[0]?.which ?? 0]?.topic;
    for (const { which, n, again } of events) {
      const definition = consumes[which];
      if (definition === undefined || definition.topic !== topic) continue;
      const id = await under.emit(definition, subject, numbered(definition, n) as never);
      if (again) await under.emitAgain(id);
    }
  }
}

/**
 * Makes a read model again from the first event on, next to the live one, and holds one against the other (§11.6, 8).
 * @returns how many rows both have
 */
export async function expectRebuiltRows(
  { database, prefix }: ServiceUnderTest,
  service: ServiceName,
  projection: Projection,
): Promise<number> {
  const kafka = kafkaClient({ brokers: testTopics().brokers, clientId: 'ops' }, () => undefined);
  const publisher = new KafkaPublisher(kafka);
  const again = () =>
    rebuild({
      kafka,
      clientId: 'ops',
      db: databaseOf(database),
      publisher,
      proofs: testProofs(prefix),
      service,
      projection,
      topicPrefix: prefix,
      purpose: 'COMPARE',
      handOverMs: 0,
    });
  try {
    let rows = 0;
    // The live rows may still be behind the last events.
    await eventually(
      async () => {
        const { comparison, atRest } = await again();
        expect({ atRest, name: projection.name, ...comparison }).toMatchObject({
          atRest: true,
          different: 0,
          apart: 0,
          live: comparison.rebuilt,
        });
        rows = comparison.rows;
      },
      { within: 60_000 },
    );
    return rows;
  } finally {
    await publisher.close();
  }
}
