import { metaOf, type EventMeta } from '../../events/cloud-event.js';
import { sha256 } from '../../kernel/canonical-json.js';
import type { EventDefinition } from '../../events/define-event.js';
import { withNames } from '../../events/pseudonyms.js';
import { whyNotReadable } from '../../events/publishable.js';
import type { ConsumedRecord } from '../../broker/record.js';
import { Unreadable } from '../../broker/failures.js';

/** Reads the headers. @throws Unreadable */
export function readMeta(record: ConsumedRecord): EventMeta {
  try {
    return metaOf(record.headers);
  } catch (error) {
    throw new Unreadable('UNDECODABLE', (error as Error).message);
  }
}

/** The data, as its producer wrote it and as its type promises. @throws Unreadable */
export function readData(record: ConsumedRecord, meta: EventMeta, definition: EventDefinition): unknown {
  const value = record.value ?? Buffer.alloc(0);
  // kafkajs checks no CRC: only the hash in the header shows a flipped bit.
  if (sha256(value) !== meta.dataHash)
    throw new Unreadable('WRONG_HASH', `The value of ${meta.id} does not have its hash.`);
  let data: unknown;
  try {
    data = JSON.parse(value.toString('utf8'));
  } catch (error) {
    throw new Unreadable('UNDECODABLE', `The value of ${meta.id} is not JSON: ${(error as Error).message}`);
  }
  const problem = whyNotReadable(definition, data);
  if (problem !== undefined) throw new Unreadable('SCHEMA_INVALID', problem);
  return definition.sealed.length === 0 ? data : named(data as object, meta, definition);
}

function named(data: object, { subject }: EventMeta, { sealed }: EventDefinition): object {
  try {
    return withNames(data, sealed, subject);
  } catch (error) {
    throw new Unreadable('UNDECODABLE', (error as Error).message);
  }
}

export const typeOf = ({ headers }: ConsumedRecord): string => headers?.['ce_type']?.toString() ?? 'unknown';

/** Producers key each event by its subject: where the two differ, one of them may be damaged. */
export function isKeyedByOther({ key, headers }: ConsumedRecord): boolean {
  const subject = headers?.['ce_subject']?.toString();
  return key !== null && subject !== undefined && key.toString() !== subject;
}

const withoutVersion = (type: string): string => type.replace(/\.v\d+$/, '');

/** Another major version of a known type is unreadable here; a type that is unknown is not. @throws Unreadable */
export function refuseOtherVersion(type: string, known: Iterable<string>): void {
  for (const other of known) {
    if (other !== type && withoutVersion(other) === withoutVersion(type))
      throw new Unreadable('UNKNOWN_VERSION', `This service does not know ${type}; it knows ${other}.`);
  }
}

/** Subjects named by these records, each once. */
export function subjectsOf(records: readonly ConsumedRecord[]): string[] {
  const subjects = new Set<string>();
  for (const { headers } of records) {
    const subject = headers?.['ce_subject'];
    if (subject !== undefined) subjects.add(subject.toString());
  }
  return [...subjects];
}
