import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import type { StoredEvent } from '../../events/stored-event.js';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { CHAIN_START, digestPersonalData, findBrokenLink, hashEvent } from './hash-chain.js';

const json = fc.jsonValue({ maxDepth: 3 });

function chained(datas: readonly object[], personal: readonly string[] = []): StoredEvent[] {
  let previous = CHAIN_START;
  return datas.map((data, i) => {
    const event = {
      id: `e-${i}`,
      type: 'Something',
      at: new Date(1_758_240_000_000 + i),
      actor: { kind: 'system', sub: 'system:test' },
      data,
      correlationId: 'c',
      causationId: `cause-${i}`,
      traceparent: '00-1-1-01',
      version: i + 1,
    } as const;
    const digests = digestPersonalData(event, personal);
    const whole = digests === undefined ? event : { ...event, digests };
    previous = hashEvent(previous, whole);
    return { ...whole, hash: previous };
  });
}

const changedAt = (history: readonly StoredEvent[], index: number, change: Partial<StoredEvent>): StoredEvent[] =>
  history.map((event, i) => (i === index ? { ...event, ...change } : event));

describe('A hash chain', () => {
  const history = chained([{ n: 1, name: '가' }, { n: 2 }, { n: 3 }]);

  it('holds for what was written, in memory and after the store', () => {
    expect(findBrokenLink(history)).toBeUndefined();
    expect(findBrokenLink([])).toBeUndefined();
    const afterStore = history.map((event) => ({ ...event, data: JSON.parse(JSON.stringify(event.data)) as object }));
    expect(findBrokenLink(afterStore)).toBeUndefined();
  });

  it.each<[string, Partial<StoredEvent>]>([
    ['data', { data: { n: 9 } }],
    ['who', { actor: { kind: 'system', sub: 'system:other' } }],
    ['when', { at: new Date(0) }],
    ['why', { reason: 'another one' }],
    ['details', { details: {} }],
    ['the cause', { causationId: 'cause-7' }],
    ['the sequence', { sequence: 2 }],
    ['the type', { type: 'SomethingElse' }],
    ['the hash', { hash: 'f'.repeat(64) }],
  ])('breaks when %s is changed afterwards', (_, change) => {
    expect(findBrokenLink(changedAt(history, 1, change))).toMatchObject({ index: 1, eventId: 'e-1' });
  });

  it('breaks when an event is taken out, put in or moved', () => {
    const [a, b, c] = history as [StoredEvent, StoredEvent, StoredEvent];
    expect(findBrokenLink([a, c])?.index).toBe(1);
    expect(findBrokenLink([b, c])?.index).toBe(0);
    expect(findBrokenLink([a, c, b])?.index).toBe(1);
    expect(findBrokenLink([a, a, b, c])?.index).toBe(1);
  });

  it('of a rewritten event cannot be mended without rewriting all that follow', () => {
    const forged = chained([{ n: 1, name: '가' }, { n: 9 }])[1] as StoredEvent;
    expect(findBrokenLink(changedAt(history, 1, forged))?.index).toBe(2);
  });

  it('can be followed from a cut, when the hash before it is known', () => {
    expect(findBrokenLink(history.slice(1), history[0]?.hash)).toBeUndefined();
    expect(findBrokenLink(history.slice(1))?.index).toBe(0);
  });

  describe('with personal data', () => {
    const personal = chained([{ contact: { phone: '010-1234-5678' }, n: 1 }, { n: 2 }], ['data.contact']);
    const [first] = personal as [StoredEvent];

    it('keeps when that is erased', () => {
      expect(findBrokenLink(changedAt(personal, 0, { data: { contact: null, n: 1 } }))).toBeUndefined();
    });
    it('breaks when that is altered', () => {
      const altered = changedAt(personal, 0, { data: { contact: { phone: '010-0000-0000' }, n: 1 } });
      expect(findBrokenLink(altered)).toMatchObject({ index: 0, why: 'data/contact was altered' });
    });
    it('breaks when digest and data are altered together', () => {
      const data = { contact: { phone: '010-0000-0000' }, n: 1 };
      const digests = digestPersonalData({ data }, ['data.contact']);
      expect(findBrokenLink(changedAt(personal, 0, { data, ...(digests && { digests }) }))?.why).toBe(
        'hash does not follow',
      );
    });
    it('breaks when what stands beside it is altered', () => {
      expect(
        findBrokenLink(changedAt(personal, 0, { data: { contact: { phone: '010-1234-5678' }, n: 7 } }))?.index,
      ).toBe(0);
    });
    it('tells nothing of it by its digest: the same data twice, two digests', () => {
      const again = digestPersonalData(first, ['data.contact']);
      expect(again?.['data/contact']?.digest).not.toBe(first.digests?.['data/contact']?.digest);
    });
    it('has digests for what is there only', () => {
      expect(digestPersonalData(first, ['data.nothing', 'details.contact', 'data.n.deeper'])).toBeUndefined();
    });
  });
});

describe('Canonical JSON', () => {
  it('does not depend on the order of keys, and drops what JSON would', () => {
    expect(canonicalJson({ b: 1, a: [undefined, new Date(0)], c: undefined })).toBe(
      '{"a":[null,"1970-01-01T00:00:00.000Z"],"b":1}',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json, { noNullPrototype: true }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      propertyRuns(),
    );
  });

  it('is the same before and after JSON, and differs for different values', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(a)))).toBe(canonicalJson(a));
        const same = canonicalJson(a) === canonicalJson(b);
        expect(JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)))).toBe(
          same,
        );
      }),
      propertyRuns(),
    );
  });
});
