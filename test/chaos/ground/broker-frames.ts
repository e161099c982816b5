/** The requests of the Kafka protocol that are read here, by api key. */
export const API = {
  produce: 0,
  fetch: 1,
  metadata: 3,
  offsetCommit: 8,
  findCoordinator: 10,
  joinGroup: 11,
  leaveGroup: 13,
  syncGroup: 14,
} as const;

/** Requests whose answers name the broker's address. */
export const ANNOUNCING: ReadonlySet<number> = new Set([API.metadata, API.findCoordinator]);

/** A request as kafkajs sends it, in versions without compact encodings for the fields that are read here. */
export class BrokerRequest {
  constructor(readonly bytes: Buffer) {}

  get api(): number {
    return this.bytes.readInt16BE(4);
  }

  get version(): number {
    return this.bytes.readInt16BE(6);
  }

  get correlationId(): number {
    return this.bytes.readInt32BE(8);
  }

  /** For a Produce: the topics of its records. */
  producedTopics(): string[] {
    const reader = new Reader(this.bytes, 12);
    reader.string();
    if (this.version >= 3) reader.string();
    reader.skip(2 + 4);
    return reader.list(() => {
      const topic = reader.string();
      reader.list(() => {
        reader.skip(4);
        reader.skip(Math.max(0, reader.int32()));
      });
      return topic;
    });
  }
}

/** The answer to `request`, matched by correlation id. */
export class BrokerReply {
  constructor(
    readonly bytes: Buffer,
    readonly request: Pick<BrokerRequest, 'api' | 'version'>,
  ) {}

  get correlationId(): number {
    return this.bytes.readInt32BE(4);
  }

  /** For a Fetch: the topics whose records it brings. */
  fetchedTopics(): string[] {
    const { version } = this.request;
    const reader = new Reader(this.bytes, 8);
    if (version >= 1) reader.skip(4);
    if (version >= 7) reader.skip(2 + 4);
    const topics = reader.list(() => {
      const topic = reader.string();
      const sizes = reader.list(() => {
        reader.skip(4 + 2 + 8);
        if (version >= 4) reader.skip(8);
        if (version >= 5) reader.skip(8);
        if (version >= 4) reader.list(() => reader.skip(16));
        if (version >= 11) reader.skip(4);
        const size = Math.max(0, reader.int32());
        reader.skip(size);
        return size;
      });
      return sizes.some((size) => size > 0) ? [topic] : [];
    });
    return topics.flat();
  }
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  skip(count: number): void {
    this.at += count;
  }

  int32(): number {
    const value = this.bytes.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  /** Null reads as empty. */
  string(): string {
    const length = Math.max(0, this.bytes.readInt16BE(this.at));
    const start = this.at + 2;
    this.at = start + length;
    return this.bytes.toString('utf8', start, this.at);
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read);
  }
}

const VALUE_START = Buffer.from('{"');
/** Well inside the value. A flipped letter or digit stays text, so only the hash of the envelope shows the error. */
const FLIP_FROM = 3;
const ID_HEADER = /ce_id.([0-9A-Za-z-]{36})/s;

/**
 * Flips the lowest bit of one letter, in place, in the value of the first record that holds JSON.
 * @returns the id of that record's event, or undefined when there was nothing to flip
 */
export function flipBit(bytes: Buffer): string | undefined {
  const value = bytes.indexOf(VALUE_START);
  if (value < 0) return undefined;
  for (let at = value + FLIP_FROM; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (!/[0-9A-Za-z]/.test(String.fromCodePoint(byte))) continue;
    bytes[at] = byte ^ 1;
    return ID_HEADER.exec(bytes.toString('latin1', value))?.[1];
  }
  return undefined;
}
