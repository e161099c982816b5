import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import type { StoredEvent } from '#common/events/stored-event.js';
import { toRecord } from '#common/events/cloud-event.js';
import type { ServiceLog } from '#common/observability/log.js';

/** Sends an aggregate's events. */
export type SendEvents = (aggregateId: string, events: readonly StoredEvent[]) => Promise<void>;

/** Send after save: an event that is not sent before the process ends, or the producer gives up, is lost. */
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

  /** The state is saved, so the caller's request has succeeded. A failure here is only logged. */
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
