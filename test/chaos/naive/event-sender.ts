import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import type { StoredEvent } from '#common/events/stored-event.js';
import { toRecord } from '#common/events/cloud-event.js';
import type { ServiceLog } from '#common/observability/log.js';

/** Sends an aggregate's events. */
export type SendEvents = (aggregateId: string, events: readonly StoredEvent[]) => Promise<void>;

/** Send after save: what is not sent when the process ends or the broker is away for long is never sent. */
export class EventSender {
  private readonly producer: Producer;

  constructor(
    kafka: Kafka,
    private readonly service: string,
    private readonly topicPrefix: string,
    private readonly log: ServiceLog,
  ) {
    this.producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  disconnect(): Promise<void> {
    return this.producer.disconnect();
  }

  /** The state is saved, so the caller's request has succeeded: a failure here is logged, and that is all. */
  readonly send: SendEvents = async (aggregateId, events) => {
    try {
      for (const event of events) {
        const { topic, key, value, headers } = toRecord(this.service, aggregateId, event, this.topicPrefix);
        await this.producer.send({ topic, messages: [{ key, value, headers: { ...headers } }] });
      }
    } catch (error) {
      this.log.entry('error', 'events were not sent', { aggregateId, error });
    }
  };
}
