import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { propertyRuns } from '#testing/property-runs.js';
import type { StoredEvent } from './stored-event.js';
import { toRecord } from './cloud-event.js';
import { CaseAccessGranted } from './definitions/case-access-granted.js';
import { CaseAccessRevoked } from './definitions/case-access-revoked.js';
import { MemberDismissed } from './definitions/member-dismissed.js';
import { RecusalsSettled } from './definitions/recusals-settled.js';
import { PersonName } from './definitions/shapes.js';
import type { EventDefinition } from './define-event.js';
import { readData, readMeta } from '../inbox/delivery/read-record.js';
import { PSEUDONYM_MAX, Pseudonyms } from './pseudonyms.js';

describe('S11: a pseudonym', () => {
  const names = new Pseudonyms(randomBytes(32));

  it('opens to the name it stands for, whatever that is, and fits the schema', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), fc.uuid(), (name, subject) => {
        const person = Buffer.from(name.slice(0, 200), 'utf8').toString('utf8');
        const pseudonym = names.seal(person, subject);
        expect(names.open(pseudonym, subject)).toBe(person);
        expect(pseudonym.length).toBeLessThanOrEqual(PSEUDONYM_MAX);
        expect(names.seal(person, subject)).toBe(pseudonym);
      }),
      propertyRuns(),
    );
  });

  it('links no two subjects, and tells no short names apart by length', () => {
    // In no part: a nonce that both had would link them, whatever follows it.
    const inParts = (subject: string) => {
      const bytes = Buffer.from(names.seal('examiner-1', subject).slice('p1.'.length), 'base64url');
      return [bytes.subarray(0, 12), bytes.subarray(12, -16), bytes.subarray(-16)].map((part) => part.toString('hex'));
    };
    const other = inParts('case-2');
    expect(inParts('case-1').filter((part) => other.includes(part))).toEqual([]);
    expect(names.seal('kim', 'case-1')).toHaveLength(names.seal('examiner-1', 'case-1').length);
  });

  it('of another key, of another subject, or altered is refused', () => {
    const pseudonym = names.seal('examiner-1', 'case-1');
    const other = new Pseudonyms(randomBytes(32));
    expect(() => other.open(pseudonym, 'case-1')).toThrow('PSEUDONYM_KEY_FILE');
    expect(() => names.open(pseudonym, 'case-2')).toThrow('PSEUDONYM_KEY_FILE');
    expect(() => names.open(`${pseudonym.slice(0, -2)}AA`, 'case-1')).toThrow('PSEUDONYM_KEY_FILE');
    expect(() => names.open('examiner-1', 'case-1')).toThrow('PSEUDONYM_KEY_FILE');
  });
});

const FOLDER = new URL('./definitions/', import.meta.url);
const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'topic' in value && 'sample' in value && 'data' in value;
const definitions: EventDefinition[] = [];
for (const file of readdirSync(FOLDER)) {
  const found = (await import(new URL(file, FOLDER).href)) as Record<string, unknown>;
  definitions.push(...Object.values(found).filter(isDefinition));
}

interface AnySchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, AnySchema>>;
  readonly items?: AnySchema;
  readonly anyOf?: readonly AnySchema[];
}

/** Every field of a schema with its path, those of objects in lists and unions included. */
const fieldsIn = ({ properties = {}, items, anyOf = [] }: AnySchema, base = ''): [string, AnySchema][] => [
  ...Object.entries(properties).flatMap(([name, schema]): [string, AnySchema][] => [
    [`${base}${name}`, schema],
    ...fieldsIn(schema, `${base}${name}.`),
  ]),
  ...[...(items === undefined ? [] : [items]), ...anyOf].flatMap((schema) => fieldsIn(schema, base)),
];

describe('S11: an event that names a person of the review', () => {
  const PERSON = 'kim.examiner@example.kr';
  const OTHER = 'lee.member@example.kr';
  const stored = (definition: { name: string; topic: string; type: string }, data: object): StoredEvent => ({
    id: '018f6f2a-0000-7000-8000-000000000001',
    type: definition.name,
    at: new Date('2025-09-01T00:00:00Z'),
    actor: { kind: 'system', sub: 'system:test' },
    data,
    correlationId: '018f6f2a-0000-7000-8000-000000000002',
    causationId: '018f6f2a-0000-7000-8000-000000000003',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    version: 1,
    hash: '',
    topic: definition.topic,
    ceType: definition.type,
    sequence: 1,
  });

  it.each([
    [CaseAccessGranted, { ...CaseAccessGranted.sample, people: [OTHER, PERSON] }],
    [CaseAccessRevoked, { ...CaseAccessRevoked.sample, people: [PERSON, OTHER] }],
    [RecusalsSettled, { ...RecusalsSettled.sample, memberId: PERSON }],
    [MemberDismissed, { ...MemberDismissed.sample, memberId: PERSON }],
  ])('%# leaves without the name and is read with it', (definition, data) => {
    const record = toRecord('review', 'case-1', stored(definition, data));
    for (const person of [PERSON, OTHER]) expect(JSON.stringify(record)).not.toContain(person);
    const consumed = {
      topic: record.topic,
      partition: 0,
      offset: '0',
      key: Buffer.from(record.key),
      value: Buffer.from(record.value),
      headers: record.headers,
    };
    expect(readData(consumed as never, readMeta(consumed as never), definition)).toEqual(data);
    expect(toRecord('review', 'case-1', stored(definition, data))).toEqual(record);
  });

  it('carries no ground of a dismissal', () => {
    expect(Object.keys(MemberDismissed.data.properties).sort()).toEqual(['memberId', 'on']);
  });

  it('is every one that could: a field for a person is a pseudonym, and a ground of the review leaves sealed or not at all', () => {
    const fields = definitions.flatMap((definition) =>
      fieldsIn(definition.data).map(([path, schema]) => ({ definition, path, schema, name: path.split('.').at(-1) })),
    );
    const ofPersons = /^(people|(person|member|examiner|officer|sub|actor|by)(Id)?s?)$/;
    // A number of members names none of them.
    const named = fields.filter(({ name, schema }) => ofPersons.test(name ?? '') && schema.type !== 'integer');
    expect(named.map(({ definition: { name }, path }) => `${name} ${path}`).sort()).toEqual([
      'CaseAccessGranted people',
      'CaseAccessRevoked people',
      'MemberAppointed memberId',
      'MemberDismissed memberId',
      'RecusalsSettled memberId',
    ]);
    const isOfPeople = (schema: AnySchema) => schema === PersonName || schema.items === PersonName;
    const people = fields.filter(({ schema }) => isOfPeople(schema));
    expect(people).toHaveLength(named.length);
    expect(people.filter(({ definition, path }) => !definition.sealed.includes(path))).toEqual([]);
    expect(named.filter(({ schema }) => !isOfPeople(schema))).toEqual([]);
    const grounds = fields.filter(
      ({ definition, name }) => definition.service === 'review' && /ground/i.test(name ?? ''),
    );
    expect(grounds.map(({ definition, path }) => `${definition.name} ${path}`)).toEqual(['HearingNoticed grounds']);
    expect(grounds.filter(({ definition, path }) => !definition.sealed.includes(path))).toEqual([]);
  });
});
