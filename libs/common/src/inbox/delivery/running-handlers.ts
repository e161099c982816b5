import { partitionKey, type ConsumedRecord } from '../../broker/record.js';
import type { Delivered } from './delivery.js';
import { settlesWithin } from '../../kernel/settles-within.js';

/** Its handler is still busy with it; `done` resolves when it no longer is. */
export interface Running {
  readonly as: 'running';
  readonly done: Promise<unknown>;
}

interface Handed {
  readonly offset: string;
  readonly eventId: string;
  readonly delivered: Promise<Delivered>;
  /** A caller has waited for it already, in vain. */
  late?: Running;
}

/**
 * A slow handler runs on while its partition rests; other partitions do not wait for it. A caller that comes to the
 * same record again gets the result of that run: the record is not handed in a second time.
 */
export class RunningHandlers {
  /** By partition: its records come in order, so there is one at most. */
  private readonly handed = new Map<string, Handed>();

  /** @param patientMs how long the first to ask waits @throws what `deliver` does */
  async deliver(
    record: ConsumedRecord,
    patientMs: number,
    deliver: () => Promise<Delivered>,
  ): Promise<Delivered | Running> {
    const handed = this.find(record) ?? { ...nameOf(record), delivered: deliver() };
    this.handed.set(partitionKey(record), handed);
    if (!(await settlesWithin(handed.delivered, handed.late === undefined ? patientMs : 0)))
      return (handed.late ??= { as: 'running', done: handed.delivered.catch(() => undefined) });
    if (this.handed.get(partitionKey(record)) === handed) this.handed.delete(partitionKey(record));
    return handed.delivered;
  }

  /** It was handed in, and its result has not been fetched. */
  has(record: ConsumedRecord): boolean {
    return this.find(record) !== undefined;
  }

  isBusy(partition: Pick<ConsumedRecord, 'topic' | 'partition'>): boolean {
    return this.handed.has(partitionKey(partition));
  }

  private find(record: ConsumedRecord): Handed | undefined {
    const found = this.handed.get(partitionKey(record));
    const { offset, eventId } = nameOf(record);
    return found?.offset === offset && found.eventId === eventId ? found : undefined;
  }
}

const nameOf = ({ offset, headers }: ConsumedRecord) => ({ offset, eventId: String(headers?.['ce_id']) });
