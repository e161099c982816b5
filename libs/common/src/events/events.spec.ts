import { HTTP, Kafka, type CloudEvent, type KafkaMessage } from 'cloudevents';
import { readdirSync } from 'node:fs';
import { Type } from 'typebox';
import type { StoredEvent } from './stored-event.js';
import { newTraceparent } from '../kernel/trace.js';
import { systemActor } from '../kernel/actor.js';
import { newId } from '../kernel/ids.js';
import { metaOf, toRecord, type EventRecord } from './cloud-event.js';
import { sha256 } from '../kernel/canonical-json.js';
import { defineEvent, type EventDefinition } from './define-event.js';
import { checkPublishable, whyNotReadable } from './publishable.js';

const FOLDER = new URL('./definitions/', import.meta.url);

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'topic' in value && 'sample' in value && 'data' in value;

const definitions: EventDefinition[] = [];
for (const file of readdirSync(FOLDER)) {
  const found = (await import(new URL(file, FOLDER).href)) as Record<string, unknown>;
  definitions.push(...Object.values(found).filter(isDefinition));
}

const stored = (definition: EventDefinition, data: object = definition.sample, more: object = {}): StoredEvent => ({
  id: newId(),
  type: definition.name,
  at: new Date('2025-09-19T05:00:00.007Z'),
  actor: systemActor('test'),
  data,
  details: { secret: 'stays at home' },
  reason: 'stays at home too',
  correlationId: newId(),
  causationId: newId(),
  traceparent: newTraceparent(),
  version: 7,
  hash: 'f'.repeat(64),
  topic: definition.topic,
  ceType: definition.type,
  sequence: 3,
  ...more,
});

const selected = definitions.find(({ name }) => name === 'ServiceSelected') as EventDefinition;

const asMessage = ({ key, value, headers }: EventRecord): KafkaMessage => ({ key, value, headers, body: value });

/** Every place in a value where an object stands. */
function objectsIn(value: unknown, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  const inside = Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key]));
  return Array.isArray(value) ? inside : [[...path], ...inside];
}

function withStray(value: unknown, path: readonly string[]): object {
  const copy = structuredClone(value) as Record<string, unknown>;
  const place = path.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  place['stray'] = 'undeclared';
  return copy;
}

describe('A record on the wire', () => {
  it('is a valid CloudEvent to the SDK, with the attributes we gave it', () => {
    const event = stored(selected);
    const record = toRecord('review', 'case-1', event);
    const message = asMessage(record);
    expect(Kafka.isEvent(message)).toBe(true);
    const read = Kafka.toEvent(message) as CloudEvent<object>;
    // docs/interfaces.md makes ce_dataschema a URI reference; the SDK's own check wants it resolved.
    const dataschema = new URL(read.dataschema ?? '', 'https://schemas.example').href;
    expect(read.cloneWith({ dataschema }).validate()).toBe(true);
    expect(read.toJSON()).toMatchObject({
      specversion: '1.0',
      id: event.id,
      source: '/digital-service/review',
      type: 'kr.digitalservice.review.ServiceSelected.v1',
      subject: 'case-1',
      time: '2025-09-19T05:00:00.007Z',
      dataschema: '/schemas/kr.digitalservice.review.ServiceSelected.v1.json',
      datacontenttype: 'application/json',
      sequence: '3',
      datahash: sha256(record.value),
      correlationid: event.correlationId,
      causationid: event.causationId,
    });
  });

  it('comes back from the SDK with the very headers and the same value', () => {
    const record = toRecord('review', 'case-1', stored(selected));
    const read = Kafka.toEvent(asMessage(record)) as CloudEvent<object>;
    const again = Kafka.binary(read);
    const sent = Object.fromEntries(Object.entries(again.headers).filter(([, value]) => value !== undefined));
    const { traceparent, ...attributes } = record.headers;
    expect(sent).toMatchObject(attributes);
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(JSON.parse(Buffer.from(JSON.stringify(read.data)).toString())).toEqual(JSON.parse(record.value));
  });

  it('goes through the SDK to HTTP and back: nothing in it is particular to Kafka', () => {
    const read = Kafka.toEvent(asMessage(toRecord('review', 'case-1', stored(selected)))) as CloudEvent<object>;
    const overHttp = HTTP.toEvent(HTTP.structured(read)) as CloudEvent<object>;
    expect(overHttp.id).toBe(read.id);
    expect(overHttp.subject).toBe('case-1');
  });

  it('keeps at home what is not data', () => {
    expect(JSON.stringify(toRecord('review', 'case-1', stored(selected)))).not.toContain('stays at home');
  });

  it('has the aggregate for its key and the prefix before its topic', () => {
    expect(toRecord('review', 'case-1', stored(selected), 'test.')).toMatchObject({
      key: 'case-1',
      topic: 'test.review.cases',
    });
  });

  it.each(['topic', 'ceType', 'sequence'])('cannot be made of an event without %s', (field) => {
    expect(() => toRecord('review', 'case-1', stored(selected, {}, { [field]: undefined }))).toThrow(
      /is not a published event/,
    );
  });

  it('tells what its headers say, be they buffers, text or lists', () => {
    const { headers, value } = toRecord('review', '안건', stored(selected));
    const buffers = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
    const lists = Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, [Buffer.from(text), 'later']]),
    );
    expect(metaOf(buffers)).toEqual(metaOf(headers));
    expect(metaOf(lists)).toEqual(metaOf(headers));
    expect(metaOf(headers)).toMatchObject({ subject: '안건', sequence: 3, dataHash: sha256(value) });
  });

  const { headers: good } = toRecord('review', 'case-1', stored(selected));
  it.each([
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_subject',
    'ce_time',
    'ce_sequence',
    'ce_datahash',
    'ce_correlationid',
    'ce_causationid',
    'traceparent',
  ])('is unreadable without %s, and says so', (name) => {
    const { [name]: _, ...rest } = good;
    expect(() => metaOf(rest)).toThrow(`header ${name} is missing`);
  });
  it.each(['0', '-1', '1.5', '01', 'x', '', '1e3'])('is unreadable with the sequence %o', (sequence) => {
    expect(() => metaOf({ ...good, ce_sequence: sequence })).toThrow(/not a positive number/);
  });
  it.each(['ce_id', 'ce_causationid'])('S29: is unreadable with an %s that is no UUID', (name) => {
    for (const id of [
      '$history.actor',
      '$$ROOT',
      '',
      'e-1',
      `${good[name]} `,
      `${good[name]}\n`,
      good[name]?.toUpperCase(),
    ])
      expect(() => metaOf({ ...good, [name]: id })).toThrow(`${name} ${JSON.stringify(id)} is not a UUID`);
  });
  it('is unreadable in another version of CloudEvents, and without headers', () => {
    expect(() => metaOf({ ...good, ce_specversion: '0.3' })).toThrow('ce_specversion is 0.3, not 1.0');
    expect(() => metaOf(undefined)).toThrow('header ce_specversion is missing');
  });
});

describe('An event type', () => {
  it('is named once', () => {
    const types = definitions.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    expect(types.length).toBeGreaterThan(40);
  });

  describe.each(definitions.map((definition) => [definition.name, definition] as const))('%s', (_, definition) => {
    it('lies on a topic of its service, is documented, and its sample may be published', () => {
      expect(definition.topic).toMatch(/^(intake|review|catalog|contracts)\.[a-z]+$/);
      expect(definition.type).toBe(`kr.digitalservice.${definition.service}.${definition.name}.v${definition.version}`);
      expect(definition.internal).toBe(definition.topic.endsWith('.internal'));
      expect(definition.doc.length).toBeGreaterThan(20);
      expect(() => checkPublishable(definition, definition.sample)).not.toThrow();
      expect(JSON.parse(JSON.stringify(definition.sample))).toEqual(definition.sample);
    });

    it('lets out no field it never declared, at any depth, and takes one in', () => {
      for (const path of objectsIn(definition.sample)) {
        const more = withStray(definition.sample, path);
        expect(() => checkPublishable(definition, more)).toThrow(/must NOT have additional properties/);
        expect(whyNotReadable(definition, more)).toBeUndefined();
      }
    });

    it('needs every field that is not optional, going out and coming in', () => {
      for (const field of (definition.data as { required?: string[] }).required ?? []) {
        const { [field]: _left, ...less } = definition.sample as Record<string, unknown>;
        expect(() => checkPublishable(definition, less)).toThrow(new RegExp(`must have required property '${field}'`));
        expect(whyNotReadable(definition, less)).toContain(field);
      }
    });

    it('has a schema that JSON carries whole', () => {
      expect(JSON.parse(JSON.stringify(definition.data))).toMatchObject({ type: 'object' });
    });
  });

  it('checks formats, in both directions', () => {
    const decided = { ...(selected.sample as object), decidedOn: '2025-02-30' };
    expect(() => checkPublishable(selected, decided)).toThrow(/decidedOn must match format "date"/);
    expect(whyNotReadable(selected, decided)).toMatch(/decidedOn/);
    expect(whyNotReadable(selected, null)).toBeDefined();
    expect(whyNotReadable(selected, [])).toBeDefined();
  });

  it('closes objects whose schema has a field named type or properties', () => {
    const Tricky = defineEvent({
      name: 'Tricky',
      topic: 'review.cases',
      doc: 'Only for this suite: fields named like words of JSON Schema.',
      data: Type.Object({ type: Type.String(), properties: Type.Object({ type: Type.String() }) }),
      sample: { type: 'a', properties: { type: 'b' } },
    });
    expect(() => checkPublishable(Tricky, Tricky.sample)).not.toThrow();
    expect(() => checkPublishable(Tricky, { ...Tricky.sample, properties: { type: 'b', stray: 1 } })).toThrow(
      /additional/,
    );
  });

  it('of another version is another type', () => {
    const second = defineEvent({ ...selected, topic: 'review.cases', version: 2 });
    expect(second.type).toBe('kr.digitalservice.review.ServiceSelected.v2');
  });
});
