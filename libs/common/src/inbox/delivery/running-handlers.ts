import type { ConsumedRecord } from '../../broker/record.js';
import type { Delivered } from './delivery.js';
import { settlesWithin } from '../../kernel/settles-within.js';

/** Its handler is busy with it still; `done` resolves when it no longer is. */
export interface Running {
  readonly as: 'running';
  readonly done: Promise<unknown>;
}

interface Handed {
  readonly offset: string;
  readonly eventId: string;
  readonly delivered: Promise<Delivered>;
  /** Somebody has waited for it already, in vain. */
  late?: Running;
}

/**
 * A handler that takes long goes on by itself while its partition rests; the others do not wait for it. Whoever comes
 * to the same record again is told what came of it: it is not handed in a second time.
 */
export class RunningHandlers {
  /** By partition, whose records come in order: one each. */
  private readonly handed = new Map<string, Handed>();

  /** @param patientMs how long the first to ask waits @throws what `deliver` does */
  async deliver(
    record: ConsumedRecord,
    patientMs: number,
    deliver: () => Promise<Delivered>,
  ): Promise<Delivered | Running> {
    const handed = this.find(record) ?? { ...nameOf(record), delivered: deliver() };
    this.handed.set(placeOf(record), handed);
    if (!(await settlesWithin(handed.delivered, handed.late === undefined ? patientMs : 0)))
      return (handed.late ??= { as: 'running', done: handed.delivered.catch(() => undefined) });
    if (this.handed.get(placeOf(record)) === handed) this.handed.delete(placeOf(record));
    return handed.delivered;
  }

  /** It was handed in, and nobody has asked what came of it since that was known. */
  has(record: ConsumedRecord): boolean {
    return this.find(record) !== undefined;
  }

  isBusy(partition: Place): boolean {
    return this.handed.has(placeOf(partition));
  }

  private find(record: ConsumedRecord): Handed | undefined {
    const found = this.handed.get(placeOf(record));
    const { offset, eventId } = nameOf(record);
    return found?.offset === offset && found.eventId === eventId ? found : undefined;
  }
}

type Place = Pick<ConsumedRecord, 'topic' | 'partition'>;

const placeOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
const nameOf = ({ offset, headers }: ConsumedRecord) => ({ offset, eventId: String(headers?.['ce_id']) });
