import { ServerKafka, type KafkaContext } from '@nestjs/microservices';
import type mongoose from 'mongoose';
import { metaOf, type EventMeta } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';
import type { Projection } from '#common/projections/projection.js';

interface StockKafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly group: string;
  readonly topicPrefix: string;
}

/** What is done with an event of a type. */
export type Subscriber = readonly [event: EventDefinition, apply: (data: unknown, meta: EventMeta) => Promise<void>];

/**
 * Nest's own Kafka server as it comes. It hands messages over by topic, so each topic gets one handler that looks at
 * the type. Offsets are committed by kafkajs as it pleases, an error makes the message come again, nothing is checked.
 */
export function stockKafka(options: StockKafkaOptions, subscribers: readonly Subscriber[]): ServerKafka {
  const { brokers, clientId, group, topicPrefix } = options;
  const server = new ServerKafka({
    client: { clientId, brokers: [...brokers] },
    // A dead member is noticed as soon as in the real services: waiting 30 s for it would be all a short run shows.
    consumer: { groupId: group, sessionTimeout: 6_000, heartbeatInterval: 1_500 },
    // As the group is called everywhere else, so that whoever watches its offsets finds them.
    postfixId: '',
    subscribe: { fromBeginning: true },
  });
  const byType = new Map(subscribers.map(([event, apply]) => [event.type, apply]));
  for (const topic of new Set(subscribers.map(([event]) => event.topic))) {
    const handle = async (data: unknown, context: KafkaContext): Promise<void> => {
      const meta = metaOf(context.getMessage().headers);
      await byType.get(meta.type)?.(data, meta);
    };
    server.addHandler(topicPrefix + topic, handle, true);
  }
  return server;
}

/** Event by event, the row as the event that came last says. */
export function projecting(db: mongoose.mongo.Db, { collection, consumes, project }: Projection): Subscriber[] {
  const rows = db.collection<{ _id: string }>(collection);
  return consumes.map((definition) => [
    definition,
    async (data, meta) => {
      const set = project({ definition, meta, data });
      if (set === undefined) return;
      await rows.updateOne({ _id: meta.subject }, { $set: { ...set, sequence: meta.sequence } }, { upsert: true });
    },
  ]);
}
