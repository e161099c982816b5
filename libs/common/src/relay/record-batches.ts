import type { EventRecord } from '../events/cloud-event.js';

/** The broker refuses for good a batch above 1 MiB to one partition: stay well below. */
export const BATCH_BYTES = 512 * 1024;
/** Those of the event, and its proof in a tree of full size. */
export const HEADER_BYTES = 1_300;

const sizeOf = (record: EventRecord): number => Buffer.byteLength(record.value) + HEADER_BYTES;

/** In order, each small enough for one partition: a single save may have left more than a batch holds. */
export function batches(records: readonly EventRecord[]): EventRecord[][] {
  const all: EventRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    bytes += sizeOf(record);
    if (bytes > BATCH_BYTES) {
      all.push([]);
      bytes = sizeOf(record);
    }
    all.at(-1)?.push(record);
  }
  return all;
}
