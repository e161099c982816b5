import { sha256 } from '../kernel/canonical-json.js';
import { sealedIn } from './define-event.js';
import { withPseudonyms } from './pseudonyms.js';
import type { StoredEvent } from './stored-event.js';
import { own } from '../kernel/own.js';

/** A Kafka record as we send it: CloudEvents 1.0, binary mode. */
export interface EventRecord {
  readonly topic: string;
  /** The aggregate's id, so that its events share a partition and keep their order. */
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers of a record. */
export interface EventMeta {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly sequence: number;
  readonly dataHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string;
}

/** `ce_source` of everything a service publishes. */
export const sourceOf = (service: string): string => `/digital-service/${service}`;

/** `ce_dataschema` of a type: where `interfaces/schemas/` holds its JSON Schema. */
export const schemaReference = (type: string): string => `/schemas/${type}.json`;

/**
 * Our own mapping, because the SDK's costs ten times as much; tests compare it with the SDK.
 * @throws TypeError for an event that is not published
 */
export function toRecord(service: string, aggregateId: string, event: StoredEvent, topicPrefix = ''): EventRecord {
  const { topic, ceType, sequence } = event;
  if (topic === undefined || ceType === undefined || sequence === undefined) {
    throw new TypeError(`${event.type} ${event.id} is not a published event.`);
  }
  const sealed = sealedIn(ceType);
  const data = sealed.length === 0 ? event.data : withPseudonyms(event.data, sealed, aggregateId);
  const value = JSON.stringify(data);
  return {
    topic: topicPrefix + topic,
    key: aggregateId,
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: sourceOf(service),
      ce_type: ceType,
      ce_subject: aggregateId,
      ce_time: event.at.toISOString(),
      ce_sequence: String(sequence),
      ce_dataschema: schemaReference(ceType),
      ce_datahash: sha256(value),
      ce_correlationid: event.correlationId,
      ce_causationid: event.causationId,
      traceparent: event.traceparent,
      'content-type': 'application/json',
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type RawHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** Reads the headers of a record. @throws TypeError naming the header that is missing or wrong */
export function metaOf(headers: RawHeaders | undefined): EventMeta {
  const text = (name: string): string => {
    const value = headers === undefined ? undefined : own(headers, name);
    const first = Array.isArray(value) ? value[0] : value;
    if (first === undefined) throw new TypeError(`header ${name} is missing`);
    return first.toString();
  };
  if (text('ce_specversion') !== '1.0') throw new TypeError(`ce_specversion is ${text('ce_specversion')}, not 1.0`);
  const id = (name: 'ce_id' | 'ce_causationid'): string => {
    const value = text(name);
    // Ids become parts of queries and of other ids here: nothing but a UUID is one.
    if (!UUID.test(value)) throw new TypeError(`${name} ${JSON.stringify(value.slice(0, 100))} is not a UUID`);
    return value;
  };
  const sequence = text('ce_sequence');
  if (!/^[1-9][0-9]{0,15}$/.test(sequence)) throw new TypeError(`ce_sequence ${sequence} is not a positive number`);
  return {
    id: id('ce_id'),
    source: text('ce_source'),
    type: text('ce_type'),
    subject: text('ce_subject'),
    time: text('ce_time'),
    sequence: Number(sequence),
    dataHash: text('ce_datahash'),
    correlationId: text('ce_correlationid'),
    causationId: id('ce_causationid'),
    traceparent: text('traceparent'),
  };
}
