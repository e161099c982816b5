import { isUtf8 } from 'node:buffer';
import type { ConsumedRecord } from '../../broker/record.js';

/** A record as the store keeps it: as text where it is text, in base64 where it is not. */
export interface StoredRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  /** Only for a value that is not text. */
  readonly valueBase64?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function toStored({ topic, partition, offset, key, value, headers }: ConsumedRecord): StoredRecord {
  return {
    topic,
    partition,
    offset,
    key: key?.toString('utf8') ?? null,
    value: value?.toString('utf8') ?? null,
    ...(value !== null && !isUtf8(value) && { valueBase64: value.toString('base64') }),
    headers: textHeaders(headers),
  };
}

/** The record again, byte for byte; the broker's timestamp, which no handler sees, is not kept. */
export function fromStored(row: StoredRecord): ConsumedRecord {
  const { topic, partition, offset, key, value, valueBase64, headers } = row;
  const bytes = value === null ? null : Buffer.from(value, 'utf8');
  return {
    topic,
    partition,
    offset,
    key: key === null ? null : Buffer.from(key, 'utf8'),
    value: valueBase64 === undefined ? bytes : Buffer.from(valueBase64, 'base64'),
    headers: { ...headers },
    timestamp: 0,
  };
}

function textHeaders(headers: ConsumedRecord['headers']): Record<string, string> {
  const text = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first.toString()] as const];
  });
  return Object.fromEntries(text);
}
