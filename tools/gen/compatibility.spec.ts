import { breaks, contractBreaks, type Contract } from './compatibility.js';
import type { JsonObject } from './event-schema.js';

const TYPE = 'kr.digitalservice.review.Thing.v1';
const released: JsonObject = {
  $id: `/schemas/${TYPE}.json`,
  description: 'A thing.',
  type: 'object',
  required: ['id', 'kind', 'lines'],
  properties: {
    id: { type: 'string', maxLength: 40 },
    kind: { enum: ['A', 'B'] },
    channel: { enum: ['WEB', 'POST'], 'x-open': true },
    note: { type: 'string' },
    lines: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['price'], properties: { price: { type: 'integer', minimum: 0 } } },
    },
    end: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  },
};

/** `released` with one place changed; `undefined` removes it. */
function changed(path: string, value: unknown): JsonObject {
  const copy = structuredClone(released) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy as JsonObject;
}

describe('A released event', () => {
  it.each<[string, JsonObject]>([
    ['stays as it is', released],
    ['gains an optional field', changed('properties.extra', { type: 'string' })],
    ['gains an optional field deep inside', changed('properties.lines.items.properties.vat', { type: 'integer' })],
    ['is worded better', changed('description', 'A better thing.')],
    ['lists its required fields in another order', changed('required', ['lines', 'kind', 'id'])],
    ['gains a value in an open list', changed('properties.channel.enum', ['WEB', 'POST', 'FAX'])],
  ])('%s', (_, current) => expect(breaks(TYPE, released, current)).toEqual([]));

  it.each<[string, JsonObject, string, RegExp]>([
    ['a field removed', changed('properties.note', undefined), '/note', /removed/],
    ['a field renamed', changed('properties.lines.items.properties', { cost: {} }), '/lines/items/price', /removed/],
    ['a new required field', changed('required', ['id', 'kind', 'lines', 'note']), '/note', /required now/],
    ['a required field made optional', changed('required', ['id', 'kind']), '/lines', /optional now/],
    ['another type', changed('properties.note.type', 'integer'), '/note', /type is "integer", was "string"/],
    ['an enum narrowed', changed('properties.kind.enum', ['A']), '/kind', /B left the list/],
    ['a closed enum widened', changed('properties.kind.enum', ['A', 'B', 'C']), '/kind', /C joined/],
    ['an open enum narrowed', changed('properties.channel.enum', ['WEB']), '/channel', /POST left/],
    ['an open list closed', changed('properties.channel.x-open', undefined), '/channel', /x-open is absent/],
    ['a bound tightened', changed('properties.id.maxLength', 20), '/id', /maxLength is 20, was 40/],
    ['a bound added', changed('properties.note.minLength', 1), '/note', /minLength is 1, was absent/],
    ['a bound loosened', changed('properties.lines.minItems', undefined), '/lines', /minItems is absent/],
    [
      'a bound tightened deep inside',
      changed('properties.lines.items.properties.price.minimum', 1),
      '/lines/items/price',
      /minimum is 1/,
    ],
    ['objects closed', changed('additionalProperties', false), '/', /additionalProperties/],
    ['an alternative removed', changed('properties.end.anyOf', [{ type: 'string' }]), '/end/anyOf', /1 alternatives/],
    ['an alternative changed', changed('properties.end.anyOf.1.type', 'integer'), '/end/anyOf/1', /type is "integer"/],
    ['another name', changed('$id', '/schemas/other.json'), '/', /\$id/],
  ])('does not survive %s', (_, current, path, why) =>
    expect(breaks(TYPE, released, current)).toEqual([{ type: TYPE, path, why: expect.stringMatching(why) }]),
  );
});

describe('A released contract', () => {
  const of = (topic: string): Contract => ({
    schemas: new Map([[TYPE, released]]),
    topics: new Map([[TYPE, topic]]),
  });
  const nothing: Contract = { schemas: new Map(), topics: new Map() };

  it('may gain a type', () => expect(contractBreaks(nothing, of('review.things'))).toEqual([]));

  it('may not lose a type', () =>
    expect(contractBreaks(of('review.things'), nothing)).toEqual([
      { type: TYPE, path: '/', why: 'is no longer published' },
    ]));

  it('may not move a type to another topic', () =>
    expect(contractBreaks(of('review.things'), of('review.others'))).toEqual([
      { type: TYPE, path: '/', why: 'moved from topic review.things to review.others' },
    ]));
});
