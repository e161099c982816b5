import { stringify } from 'yaml';
import type { StoredEvent } from '#common/events/stored-event.js';
import { toRecord } from '#common/events/cloud-event.js';
import type { EventDefinition, ServiceName } from '#common/events/define-event.js';
import { sampleIds } from '#common/events/definitions/samples.js';
import { isOpenTopic } from '#common/events/open-topics.js';
import { systemActor } from '#common/kernel/actor.js';
import { watermarkTopic } from '#common/broker/watermark.js';
import { eventSchema, type JsonObject } from './event-schema.js';

const ABOUT = [
  'Events of the Digital Service Specialized Contract System (디지털서비스 전문계약제도).',
  'Kafka, CloudEvents 1.0 in binary mode: the key of a record is the aggregate’s id, its value the JSON of the data, ' +
    'and the attributes are headers. Delivery is at least once; `ce_sequence` counts 1, 2, 3 … per subject and topic ' +
    'without a gap, so that a reader drops what it has seen. Topics keep every event: start at the beginning.',
  'Payloads are open: ignore fields you do not know. A change that would break a reader is a new version of the type.',
].join('\n\n');

const text = (description: string, more: JsonObject = {}): JsonObject => ({ type: 'string', description, ...more });

const PROOF = text(
  'Shows that the service of the topic sent the record unchanged: `index.path.head.signature`, see docs/interfaces.md',
  { pattern: '^[0-9]+[.][A-Za-z0-9_-]*[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$' },
);

const HEADERS: JsonObject = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_subject',
    'ce_time',
    'ce_sequence',
    'ce_dataschema',
    'ce_datahash',
    'ce_correlationid',
    'ce_causationid',
    'traceparent',
    'content-type',
    'proof',
  ],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text('Unique, and never used again', { format: 'uuid' }),
    ce_source: text('`/digital-service/<service>`'),
    ce_type: text('`kr.digitalservice.<service>.<EventName>.v<major>`'),
    ce_subject: text('The aggregate; also the key of the record', { format: 'uuid' }),
    ce_time: text('When it was decided, UTC, milliseconds', { format: 'date-time' }),
    ce_sequence: text('1, 2, 3 … per subject and topic, without a gap', { pattern: '^[1-9][0-9]*$' }),
    ce_dataschema: text('JSON Schema of the data', { format: 'uri-reference' }),
    ce_datahash: text('SHA-256 of the value', { pattern: '^[0-9a-f]{64}$' }),
    ce_correlationid: text('The journey this belongs to'),
    ce_causationid: text('The event or command that caused it'),
    traceparent: text('W3C trace context'),
    'content-type': { type: 'string', const: 'application/json' },
    proof: PROOF,
  },
};

/** Of a watermark: it names no event. */
const WATERMARK_HEADERS: JsonObject = {
  type: 'object',
  required: ['content-type', 'proof'],
  properties: { 'content-type': { type: 'string', const: 'application/json' }, proof: PROOF },
};

const WATERMARK: JsonObject = {
  type: 'object',
  required: ['T', 'endOffsets', 'lagMs'],
  properties: {
    T: text('Time of the store that everything below was committed by', { format: 'date-time' }),
    endOffsets: {
      type: 'object',
      description: '`topic/partition` → the offset after the last record',
      additionalProperties: { type: 'string', pattern: '^[0-9]+$' },
    },
    epoch: {
      type: 'integer',
      minimum: 1,
      description: 'Of the relay that sent it: one of an earlier epoch proves nothing',
    },
    n: { type: 'integer', minimum: 1, description: 'Grows within an epoch: one that does not was sent again' },
    lagMs: { type: 'integer', minimum: 0, description: 'Milliseconds between the marking commit and this record' },
  },
};

const base64url = (plain: string): string => Buffer.from(plain).toString('base64url');

/** By its form; a signature would change with every key. */
const SAMPLE_PROOF = `0..${base64url('{"alg":"EdDSA"}')}.${base64url('signature')}`;

/** A record as it would be on the wire, for the examples. */
export function sampleRecord(event: EventDefinition): ReturnType<typeof toRecord> {
  const stored: StoredEvent = {
    id: '018f6f2a-0000-7000-8000-0000000000e1',
    type: event.name,
    at: new Date('2025-09-19T05:00:00.000Z'),
    actor: systemActor('sample'),
    data: event.sample as object,
    correlationId: '018f6f2a-0000-7000-8000-0000000000c1',
    causationId: '018f6f2a-0000-7000-8000-0000000000c2',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    version: 1,
    hash: '',
    topic: event.topic,
    ceType: event.type,
    sequence: 1,
  };
  const record = toRecord(event.service, subjectOf(event), stored);
  return { ...record, headers: { ...record.headers, proof: SAMPLE_PROOF } };
}

function subjectOf({ topic }: EventDefinition): string {
  const aggregates = topic.slice(topic.indexOf('.') + 1).replace(/s$/, '');
  return (sampleIds as Readonly<Record<string, string>>)[aggregates] ?? sampleIds.case;
}

const message = (event: EventDefinition): JsonObject => ({
  name: event.type,
  title: event.name,
  summary: event.doc,
  contentType: 'application/json',
  headers: {
    allOf: [
      { $ref: '#/components/schemas/CloudEventHeaders' },
      {
        type: 'object',
        properties: {
          ce_type: { type: 'string', const: event.type },
          ce_source: { type: 'string', const: `/digital-service/${event.service}` },
        },
      },
    ],
  },
  payload: {
    schemaFormat: 'application/schema+json;version=draft-2020-12',
    schema: eventSchema(event),
  },
  bindings: { kafka: { key: { type: 'string', format: 'uuid', description: 'The aggregate' } } },
  examples: [{ name: 'sample', headers: sampleRecord(event).headers, payload: event.sample as unknown as JsonObject }],
});

const WATERMARK_MESSAGE: JsonObject = {
  name: 'Watermark',
  title: 'Watermark',
  summary: 'Every event this service committed up to T lies below these offsets: how fresh a reader’s copy is.',
  contentType: 'application/json',
  headers: WATERMARK_HEADERS,
  payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: WATERMARK },
  examples: [
    {
      name: 'sample',
      payload: {
        T: '2025-09-19T05:00:00.000Z',
        endOffsets: { 'review.cases/0': '42' },
        epoch: 3,
        n: 1758258000000,
        lagMs: 7,
      },
    },
  ],
};

/** `review.cases` → `publishReviewCases`. */
const operationOf = (topic: string): string =>
  `publish${topic.replaceAll(/(^|\.)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`;

const reference = (...path: readonly string[]): JsonObject => ({ $ref: `#/${path.join('/')}` });

function describe(topic: string, service: string): string {
  const readers = isOpenTopic(topic) ? 'Open to downstream readers.' : 'For the services of this installation only.';
  return `Facts of ${service}, in order per aggregate. ${readers}`;
}

/** Its name; with its service before it where several services publish an event of that name. */
export function messageKey(event: EventDefinition, events: readonly EventDefinition[]): string {
  const isShared = events.some(({ name, service }) => name === event.name && service !== event.service);
  return isShared ? event.service.replace(/^./, (letter) => letter.toUpperCase()) + event.name : event.name;
}

interface Channel {
  readonly topic: string;
  readonly service: ServiceName;
  readonly description: string;
  readonly messages: readonly string[];
}

function channelsOf(events: readonly EventDefinition[]): readonly Channel[] {
  const topics = [...new Set(events.map(({ topic }) => topic))].sort();
  const services = [...new Set(events.map(({ service }) => service))].sort();
  const facts = topics.map((topic) => {
    const own = events.filter((event) => event.topic === topic);
    const service = own[0]?.service ?? 'intake';
    return {
      topic,
      service,
      description: describe(topic, service),
      messages: own.map((event) => messageKey(event, events)),
    };
  });
  const watermarks = services.map((service) => ({
    topic: watermarkTopic(service),
    service,
    description: `How far ${service} has published: one record every few seconds, kept for a day.`,
    messages: ['Watermark'],
  }));
  return [...facts, ...watermarks];
}

/** The AsyncAPI 3 document of everything on the broker that others may rely on. */
export function asyncApi(events: readonly EventDefinition[]): string {
  const channels = channelsOf(events);
  const document: JsonObject = {
    asyncapi: '3.0.0',
    info: {
      title: 'Digital service contracts: events',
      version: '1',
      description: ABOUT,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      installation: { host: 'kafka.example:9092', protocol: 'kafka', description: 'KAFKA_BROKERS of the installation' },
    },
    channels: Object.fromEntries(
      channels.map(({ topic, description, messages }) => [
        topic,
        {
          address: topic,
          description,
          messages: Object.fromEntries(messages.map((name) => [name, reference('components', 'messages', name)])),
        },
      ]),
    ),
    operations: Object.fromEntries(
      channels.map(({ topic, service, messages }) => [
        operationOf(topic),
        {
          action: 'send',
          channel: reference('channels', topic),
          summary: `${service} publishes to ${topic}`,
          messages: messages.map((name) => reference('channels', topic, 'messages', name)),
        },
      ]),
    ),
    components: {
      schemas: { CloudEventHeaders: HEADERS },
      messages: {
        ...Object.fromEntries(events.map((event) => [messageKey(event, events), message(event)])),
        Watermark: WATERMARK_MESSAGE,
      },
    },
  };
  const banner = '# Generated by `npm run gen` from the event definitions in libs/common/src/events/definitions.\n';
  // As YAML 1.1, so that readers of either version take days and instants for the texts they are.
  return banner + stringify(document, { version: '1.1', lineWidth: 120, aliasDuplicateObjects: false });
}
