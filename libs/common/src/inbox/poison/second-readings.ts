import { createHash } from 'node:crypto';
import { partitionKey, type ConsumedRecord } from '../../broker/record.js';
import { typeOf } from '../delivery/read-record.js';

/** What a partition's batch looked like, from the record on that looked wrong. */
interface FirstReading {
  readonly asked: string;
  /** Offset → fingerprint of what came. */
  readonly prints: Map<string, string>;
}

const TYPES_MOST = 1_000;

/**
 * kafkajs checks no CRC: a wrong bit in a record may be in the broker's log, or only in what came over the line. Before
 * a record is dead-lettered or skipped because of its bytes, its batch ends before it and it is fetched again. Only
 * what both readings show is in the log. This is kept in memory: after a restart or a rebalance there is one more
 * reading.
 */
export class SecondReadings {
  /** By partition: one batch each at most. */
  private readonly first = new Map<string, FirstReading>();
  private readonly types = new Set<string>();

  /** @param onMisread for a record that has other bytes in its second reading than in its first */
  constructor(private readonly onMisread: (record: ConsumedRecord) => void) {}

  /** To be called first with every record. */
  compare(record: ConsumedRecord): void {
    const first = this.first.get(partitionKey(record));
    if (first?.asked !== record.offset) return;
    const print = fingerprint(record);
    if (first.prints.get(record.offset) === print) return;
    first.prints.set(record.offset, print);
    this.onMisread(record);
  }

  /**
   * True: end the batch before this record. False once it was fetched again, or came with the same bytes next to one
   * that was. So a row of bad records costs one more fetch, and none can block its partition.
   */
  needs(record: ConsumedRecord, batch: readonly ConsumedRecord[]): boolean {
    const first = this.first.get(partitionKey(record));
    if (first?.asked === record.offset || first?.prints.get(record.offset) === fingerprint(record)) return false;
    const rest = batch.slice(batch.indexOf(record));
    const prints = new Map(rest.map((one) => [one.offset, fingerprint(one)]));
    this.first.set(partitionKey(record), { asked: record.offset, prints });
    return true;
  }

  /** For a type without a handler here: until it was read twice, it may be another type with a damaged letter. */
  needsForType(record: ConsumedRecord, batch: readonly ConsumedRecord[]): boolean {
    const type = typeOf(record);
    if (this.types.has(type) || this.types.size >= TYPES_MOST) return false;
    if (this.needs(record, batch)) return true;
    this.types.add(type);
    return false;
  }
}

function fingerprint({ key, value, headers }: ConsumedRecord): string {
  const hash = createHash('sha256');
  for (const part of [key, value, ...Object.entries(headers ?? {}).flat(2)])
    hash.update(`${part?.length ?? -1}:`).update(part ?? '');
  return hash.digest('base64');
}
