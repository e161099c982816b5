import { createHash } from 'node:crypto';
import type { ConsumedRecord } from '../../broker/record.js';
import { typeOf } from '../delivery/read-record.js';

/** A partition's batch from the record on that looked wrong in it. */
interface FirstReading {
  readonly asked: string;
  /** Offset → fingerprint of what came. */
  readonly prints: Map<string, string>;
}

const TYPES_MOST = 1_000;

/**
 * kafkajs checks no CRC: a bit that is wrong in a record may be wrong in the broker's log, or only on its way from there.
 * So whoever would put a record aside, or pass it over, for what its bytes say ends the batch before it, and it is
 * fetched once more. What the second reading shows too is what the broker has. In memory only: after a restart or a
 * rebalance it is merely fetched once more again.
 */
export class SecondReadings {
  /** By partition; each at most one batch. */
  private readonly first = new Map<string, FirstReading>();
  private readonly types = new Set<string>();

  /** @param onMisread the second reading of this record has other bytes than the first */
  constructor(private readonly onMisread: (record: ConsumedRecord) => void) {}

  /** Before anything is made of a record. */
  compare(record: ConsumedRecord): void {
    const first = this.first.get(partitionOf(record));
    if (first?.asked !== record.offset) return;
    const print = fingerprint(record);
    if (first.prints.get(record.offset) === print) return;
    first.prints.set(record.offset, print);
    this.onMisread(record);
  }

  /**
   * True: end the batch before this record. False once it was asked for, or came with the same bytes beside one that
   * was: so many bad records in a row cost one more fetch, and none can hold its partition up.
   */
  needs(record: ConsumedRecord, batch: readonly ConsumedRecord[]): boolean {
    const first = this.first.get(partitionOf(record));
    if (first?.asked === record.offset || first?.prints.get(record.offset) === fingerprint(record)) return false;
    const rest = batch.slice(batch.indexOf(record));
    const prints = new Map(rest.map((one) => [one.offset, fingerprint(one)]));
    this.first.set(partitionOf(record), { asked: record.offset, prints });
    return true;
  }

  /** Of a record whose type nobody here follows: it may be another type with a wrong letter, until it was read twice. */
  needsForType(record: ConsumedRecord, batch: readonly ConsumedRecord[]): boolean {
    const type = typeOf(record);
    if (this.types.has(type) || this.types.size >= TYPES_MOST) return false;
    if (this.needs(record, batch)) return true;
    this.types.add(type);
    return false;
  }
}

const partitionOf = ({ topic, partition }: ConsumedRecord): string => `${topic}/${partition}`;

function fingerprint({ key, value, headers }: ConsumedRecord): string {
  const hash = createHash('sha256');
  for (const part of [key, value, ...Object.entries(headers ?? {}).flat(2)])
    hash.update(`${part?.length ?? -1}:`).update(part ?? '');
  return hash.digest('base64');
}
