import { toRecord, type EventRecord } from '../events/cloud-event.js';
import type { RecordSigner } from '../events/proofs/record-signer.js';
import type { EventPublisher } from '../broker/publisher.js';
import { batches } from './record-batches.js';
import type { RelaySource } from './relay-source.js';

export interface RepublishingOptions {
  readonly service: string;
  /** Without the prefix. */
  readonly topic: string;
  readonly topicPrefix: string;
  readonly source: Pick<RelaySource, 'operationTime' | 'published'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  readonly signer: Pick<RecordSigner, 'sign'>;
}

/**
 * Sends the events of one topic again, from the histories of the service that owns it. Each subject's come in order,
 * under the ids and numbers they had, and with the same bytes. Only their proof may be another one.
 */
export class Republishing {
  constructor(private readonly options: RepublishingOptions) {}

  /** What a run would send: the subjects of the topic, and the number of their events. */
  async plan(): Promise<{ readonly subjects: readonly string[]; readonly events: number }> {
    const subjects = new Set<string>();
    let events = 0;
    for await (const records of this.records()) {
      events += records.length;
      for (const { key } of records) subjects.add(key);
    }
    return { subjects: [...subjects], events };
  }

  /** @returns how many were sent; the next run sends all of them again, and readers drop what they have */
  async send(onProgress: (sent: number) => void, signal: AbortSignal): Promise<number> {
    let sent = 0;
    let waiting: EventRecord[] = [];
    const flush = async (batch: readonly EventRecord[]): Promise<void> => {
      await this.options.publisher.publish(await this.options.signer.sign(batch));
      sent += batch.length;
      onProgress(sent);
    };
    for await (const records of this.records()) {
      const all = batches([...waiting, ...records]);
      for (const full of all.slice(0, -1)) {
        if (signal.aborted) return sent;
        await flush(full);
      }
      waiting = all.at(-1) ?? [];
    }
    if (waiting.length > 0 && !signal.aborted) await flush(waiting);
    return sent;
  }

  private async *records(): AsyncGenerator<readonly EventRecord[]> {
    const { service, topic, topicPrefix, source } = this.options;
    for await (const { aggregateId, events } of source.published(await source.operationTime(), undefined)) {
      const ofTopic = events.filter((event) => event.topic === topic);
      if (ofTopic.length > 0) yield ofTopic.map((event) => toRecord(service, aggregateId, event, topicPrefix));
    }
  }
}
