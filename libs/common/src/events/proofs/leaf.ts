import { hash } from 'node:crypto';
import { own } from '../../kernel/own.js';

/** What a proof is about: a record as it goes to the broker, or as it comes from there. */
export interface CoveredRecord {
  /** As produced, with the prefix of the installation: a proof holds on this topic only. */
  readonly topic: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>> | undefined;
}

/** A header that is covered and comes more than once: readers could disagree on which of them counts. */
export class RepeatedHeader extends Error {}

const LEAF = 0x00;
const LENGTH_BYTES = 4;
/** In place of the length of what is null, which is not the same as empty. */
const NULL_LENGTH = 0xff_ff_ff_ff;

/** Every attribute of the event, and the two others that readers act on. */
const isCovered = (name: string): boolean =>
  name.startsWith('ce_') || name === 'content-type' || name === 'traceparent';

type Part = Buffer | string | null;

/**
 * Digest of all that a proof covers: SHA-256 of 0x00, then topic, key, value, then each covered header's name and
 * value in the order of the names. A length of four bytes precedes each part, so no part can run into the next.
 * @throws RepeatedHeader
 */
export function leafOf({ topic, key, value, headers = {} }: CoveredRecord): Buffer {
  const names = coveredNames(Object.keys(headers));
  let size = 1 + 3 * LENGTH_BYTES + sizeOf(topic) + sizeOf(key) + sizeOf(value);
  for (const { name, sized } of names) size += sized.length + LENGTH_BYTES + sizeOf(single(name, own(headers, name)));
  const bytes = Buffer.allocUnsafe(size);
  bytes[0] = LEAF;
  let at = write(bytes, value, write(bytes, key, write(bytes, topic, 1)));
  for (const { name, sized } of names) {
    bytes.set(sized, at);
    at = write(bytes, single(name, own(headers, name)), at + sized.length);
  }
  return hash('sha256', bytes, 'buffer');
}

const sizeOf = (part: Part): number => (part === null ? 0 : Buffer.byteLength(part));

/** Its length, then its bytes. @returns where the next part goes */
function write(bytes: Buffer, part: Part, at: number): number {
  const start = at + LENGTH_BYTES;
  const length = part === null ? 0 : typeof part === 'string' ? bytes.write(part, start) : part.copy(bytes, start);
  bytes.writeUInt32BE(part === null ? NULL_LENGTH : length, at);
  return start + length;
}

interface CoveredName {
  readonly name: string;
  /** Its length and bytes, as they are hashed. */
  readonly sized: Buffer;
}

/** Names of the last record, as they came and as they are covered: nearly every record has the same ones. */
let last: { readonly names: readonly string[]; readonly covered: readonly CoveredName[] } = { names: [], covered: [] };

function coveredNames(names: readonly string[]): readonly CoveredName[] {
  const isSame = names.length === last.names.length && names.every((name, i) => name === last.names[i]);
  if (isSame) return last.covered;
  const covered = names.filter(isCovered).toSorted();
  last = { names, covered: covered.map((name) => ({ name, sized: withLength(name) })) };
  return last.covered;
}

function withLength(name: string): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES + Buffer.byteLength(name));
  write(bytes, name, 0);
  return bytes;
}

function single(name: string, value: Buffer | string | (Buffer | string)[] | undefined): Part {
  if (!Array.isArray(value)) return value ?? null;
  const [first, ...more] = value;
  if (more.length > 0) throw new RepeatedHeader(name);
  return first ?? null;
}
