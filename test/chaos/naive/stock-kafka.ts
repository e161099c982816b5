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

/** An event type and the function that handles it. */
export type Subscriber = readonly [event: EventDefinition, apply: (data: unknown, meta: EventMeta) => Promise<void>];

/**
 * Nest's own Kafka server, unchanged. It delivers messages by topic, so each topic has one handler that looks at the
 * type. kafkajs commits offsets at its own pace, an error repeats the message, and nothing is checked.
 */
export function stockKafka(options: StockKafkaOptions, subscribers: readonly Subscriber[]): ServerKafka {
  const { brokers, clientId, group, topicPrefix } = options;
  const server = new ServerKafka({
    client: { clientId, brokers: [...brokers] },
    // As in the real services. With the default of 30 s, a short run would show little but the wait for dead members.
    consumer: { groupId: group, sessionTimeout: 6_000, heartbeatInterval: 1_500 },
    // No suffix: the group has its usual name, under which the checks look for its offsets.
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

/** Writes each event to its row: the last delivery wins. */
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
