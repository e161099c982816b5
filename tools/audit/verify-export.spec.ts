import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoredEvent } from '#common/events/stored-event.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import {
  CHAIN_START,
  digestPersonalData,
  hashEvent,
  saltedDigest,
} from '#common/aggregates/history-chain/hash-chain.js';
import { MerkleRoot, type Head } from '#common/aggregates/history-chain/merkle.js';
import { systemActor } from '#common/kernel/actor.js';
import { propertyRuns } from '#testing/property-runs.js';

interface Verified {
  readonly histories: number;
  readonly digests: number;
  readonly erased: number;
  readonly requests: number;
  readonly withheld: Readonly<Record<string, number>>;
  readonly heads: number;
  readonly roots: number;
  readonly beyondAnchors: number;
  readonly breaks: readonly { readonly where: string; readonly why: string }[];
}
/** The file that an auditor gets. It imports nothing from this project. */
interface StandAlone {
  canonical(value: unknown): string;
  hashOf(previous: string, event: object): string;
  merkleRoot(leaves: readonly string[]): string;
  verify(file: string, anchors?: string): Promise<Verified>;
}
const SCRIPT = new URL('./verify-export.mjs', import.meta.url);
const { canonical, hashOf, merkleRoot, verify } = (await import(SCRIPT.href)) as StandAlone;

type Json = Record<string, unknown>;
interface Line {
  kind: string;
  collection: string;
  id: string;
  events: Json[];
}

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A history with the hashes of the store, as an export shows it. */
function history(collection: string, id: string, datas: readonly object[]): Line {
  let previous = CHAIN_START;
  const events = datas.map((data, i): StoredEvent => {
    const event = {
      id: `${id}-${i}`,
      type: 'Something',
      at: new Date(1_758_240_000_000 + i),
      actor: systemActor('test'),
      reason: '이유',
      data,
      correlationId: id,
      causationId: `cause-${i}`,
      traceparent: '00-1-1-01',
      version: i + 1,
    };
    const digests = digestPersonalData(event, ['data.contact', 'data.person.name']);
    const whole = digests === undefined ? event : { ...event, digests };
    previous = hashEvent(previous, whole);
    return { ...whole, hash: previous };
  });
  return { kind: 'history', collection, id, events: asJson(events) as unknown as Json[] };
}

const headOf = ({ collection, id, events }: Line): Head => ({
  collection,
  id,
  version: events.at(-1)?.['version'] as number,
  hash: events.at(-1)?.['hash'] as string,
});

const order = (a: Head, b: Head): number =>
  a.collection === b.collection ? (a.id < b.id ? -1 : 1) : a.collection < b.collection ? -1 : 1;

/** A day's anchor in two parts. Its root is over `heads`; it lists those in `changed`. */
function anchor(day: string, all: readonly Head[], changed: readonly Head[], before?: { day: string; line: Line }) {
  const tree = new MerkleRoot();
  for (const head of all.toSorted(order)) tree.add(head);
  const half = Math.ceil(changed.length / 2);
  const previous = before && { previous: { day: before.day, hash: headOf(before.line).hash } };
  const seal = { at: `${day}T15:00:00.000Z`, parts: 2, aggregates: tree.size, root: tree.root, ...previous };
  const scan = `scan-${day}`;
  const first = { day, scan, part: 1, heads: changed.slice(0, half) };
  const last = { day, scan, part: 2, heads: changed.slice(half), seal };
  const lines = [history('audit_anchors', `${day}-1`, [first]), history('audit_anchors', day, [last])];
  return { lines, records: [first, last], sealed: { day, line: lines[1]! } };
}

const contact = { phone: '010-1234-5678' };
const histories = [
  history('applications', 'a', [
    { n: 1, contact, list: [1, { deep: null }] },
    { n: 2 },
    { n: 3, person: { name: '홍' } },
  ]),
  history('applications', 'b', [{ text: '가나다 \u2028 "\\ 😀' }]),
  history('suppliers', 'c', [
    { contact: null, n: 1.5e-7 },
    { empty: {}, none: [] },
  ]),
];
const [a, b, c] = histories.map(headOf) as [Head, Head, Head];
const first = anchor('2025-09-01', [a, c], [a, c]);
const second = anchor('2025-09-02', [a, b, c], [b], first.sealed);
const GOOD: readonly Line[] = [...histories, ...first.lines, ...second.lines];
const RECORDS: readonly object[] = [...first.records, ...second.records];

describe('The stand-alone verifier', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'audit-export-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (name: string, lines: readonly object[]): string => {
    const file = path.join(folder, name);
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  };
  const exported = (lines: readonly object[], count = lines.length): string =>
    written('export.jsonl', [
      { kind: 'export', format: 'digital-service-audit/2', service: 'intake', at: '2025-09-03T00:00:00.000Z' },
      ...lines,
      { kind: 'end', histories: count },
    ]);
  const breaksOf = async (lines: readonly object[], records?: readonly object[]): Promise<readonly string[]> => {
    const { breaks } = await verify(exported(lines), records && written('anchors.jsonl', records));
    return breaks.map(({ where, why }) => `${where}: ${why}`);
  };

  it('accepts an unchanged export', async () => {
    expect(await verify(exported(GOOD), written('anchors.jsonl', RECORDS))).toMatchObject({
      histories: 7,
      digests: 2,
      erased: 0,
      heads: 3,
      roots: 2,
      beyondAnchors: 0,
      breaks: [],
    });
  });

  it('writes canonical JSON and hashes as the store does, for any event', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true });
    fc.assert(
      fc.property(data, fc.date({ noInvalidDate: true }), fc.option(fc.string()), (value, at, reason) => {
        const keys = Object.keys(value).filter((key) => !/[./]/.test(key) && value[key] !== null);
        const event = { id: 'e', type: 'T', at, actor: systemActor('t'), data: value, reason: reason ?? undefined };
        const digests = digestPersonalData(
          event,
          keys.slice(0, 2).map((key) => `data.${key}`),
        );
        const whole = { ...event, ...(digests && { digests }) } as unknown as StoredEvent;
        expect(canonical(asJson(whole))).toBe(canonicalJson(whole));
        expect(hashOf(CHAIN_START, asJson({ ...whole, hash: 'x' }))).toBe(hashEvent(CHAIN_START, whole));
      }),
      propertyRuns(),
    );
  });

  it('makes the roots that the services make', () => {
    for (let n = 0; n <= 40; n++) {
      const heads = Array.from({ length: n }, (_, i) => ({ ...a, id: `${i}`.padStart(2, '0') }));
      const tree = new MerkleRoot();
      for (const head of heads) tree.add(head);
      expect(merkleRoot(heads.map((h) => sha256(`${h.collection}|${h.id}|${h.version}|${h.hash}`)))).toBe(tree.root);
    }
  });

  it('accepts erased personal data', async () => {
    const lines = asJson(GOOD);
    lines[0]!.events[0]!['data'] = { n: 1, contact: null, list: [1, { deep: null }] };
    lines[0]!.events[2]!['data'] = { n: 3, person: { name: null } };
    expect(await verify(exported(lines))).toMatchObject({ digests: 0, erased: 2, breaks: [] });
  });

  describe('S3: of an export that withholds values', () => {
    const declared = { applications: { Something: ['data/contact', 'data/person/name'] } };
    const withholding = (withheld: object = declared, change: (event: Json) => void = () => undefined): string => {
      const lines = asJson(GOOD);
      const event = lines[0]!.events[0]!;
      const { digest } = (event['digests'] as Record<string, { digest: string }>)['data/contact']!;
      event['data'] = { ...(event['data'] as object), contact: null };
      event['digests'] = { 'data/contact': { digest, withheld: true } };
      change(event);
      const head = { kind: 'export', format: 'digital-service-audit/2', service: 'intake', withheld };
      return written('withholding.jsonl', [head, ...lines, { kind: 'end', histories: lines.length }]);
    };
    const why = async (file: string) => (await verify(file)).breaks.map((found) => found.why);

    it('accepts what was declared, and counts it', async () => {
      expect(await verify(withholding())).toMatchObject({
        digests: 1,
        erased: 0,
        withheld: { 'applications Something data/contact': 1 },
        breaks: [],
      });
    });

    it('refuses what was not declared, what is there, and what the chain holds as it is', async () => {
      const undeclared = [
        {},
        { applications: {} },
        { suppliers: declared.applications },
        { applications: { Other: ['data/contact'] } },
      ];
      for (const one of undeclared)
        expect(await why(withholding(one))).toContainEqual(expect.stringContaining('withheld undeclared'));
      const there = withholding(declared, (event) => Object.assign(event['data'] as object, { contact }));
      expect(await why(there)).toContainEqual(expect.stringContaining('is withheld and there'));
      const reason = { applications: { Something: [...declared.applications.Something, 'reason'] } };
      const more = withholding(reason, (event) => {
        event['reason'] = null;
        Object.assign(event['digests'] as object, { reason: { digest: '0'.repeat(64), withheld: true } });
      });
      expect(await why(more)).toContainEqual(expect.stringContaining('hash does not follow'));
      const altered = withholding(declared, (event) => {
        event['digests'] = { 'data/contact': { digest: '0'.repeat(64), withheld: true } };
      });
      expect(await why(altered)).toContainEqual(expect.stringContaining('hash does not follow'));
    });

    it('takes the digest of a request without the request, and never with one', async () => {
      const event = { id: 'e', type: 'T', at: new Date(0), actor: systemActor('t'), data: {}, version: 1 };
      const whole = { ...event, digests: { requestHash: saltedDigest('r') } } as unknown as StoredEvent;
      const hash = hashEvent(CHAIN_START, whole);
      const { digest } = whole.digests!['requestHash']!;
      const line = (change: object) => [
        { kind: 'export', format: 'digital-service-audit/2', service: 'intake' },
        { kind: 'history', collection: 'things', id: 'x', events: [asJson({ ...whole, hash, ...change })] },
        { kind: 'end', histories: 1 },
      ];
      const withheld = { digests: { requestHash: { digest, withheld: true } } };
      expect(await verify(written('request.jsonl', line(withheld)))).toMatchObject({
        requests: 1,
        erased: 0,
        breaks: [],
      });
      const told = written('request.jsonl', line({ ...withheld, requestHash: 'r' }));
      expect(await why(told)).toEqual([expect.stringContaining('is withheld and there')]);
    });
  });

  describe('finds a change of one field:', () => {
    /** The path of every field in a value. */
    const places = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
      value !== null && typeof value === 'object'
        ? [at, ...Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]))]
        : [at];
    const all = GOOD.flatMap(({ events }, line) =>
      places(events).flatMap((place) => (place.length >= 2 ? [[String(line), 'events', ...place]] : [])),
    );
    const isPersonal = (place: readonly string[]): boolean => /,data,(contact|person,name)$/.test(place.join());
    const somewhere = fc.constantFrom(...all);
    const holder = (lines: unknown, place: readonly string[]): Json =>
      place.slice(0, -1).reduce((at, key) => (at as Json)[key], lines) as Json;

    it('another value', async () => {
      const scalars = all.filter((place) => {
        const value = holder(GOOD, place)[place.at(-1)!];
        return value === null || typeof value !== 'object';
      });
      const other = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant({}), fc.constant(['x']));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...scalars), other, async (place, value) => {
          const lines = asJson(GOOD);
          const at = holder(lines, place);
          fc.pre(canonicalJson(at[place.at(-1)!]) !== canonicalJson(value));
          at[place.at(-1)!] = value;
          expect(await breaksOf(lines)).not.toEqual([]);
        }),
        propertyRuns(150),
      );
    });

    it('a missing one', async () => {
      await fc.assert(
        fc.asyncProperty(somewhere, async (place) => {
          fc.pre(!isPersonal(place));
          const lines = asJson(GOOD);
          const at = holder(lines, place);
          if (Array.isArray(at)) at.splice(Number(place.at(-1)), 1);
          else delete at[place.at(-1)!];
          expect(await breaksOf(lines)).not.toEqual([]);
        }),
        propertyRuns(150),
      );
    });

    it('an additional one', async () => {
      await fc.assert(
        fc.asyncProperty(somewhere, fc.jsonValue(), async (place, value) => {
          const lines = asJson(GOOD);
          const at = holder(lines, place);
          if (Array.isArray(at)) at.splice(Number(place.at(-1)), 0, value);
          else at['stray'] = value;
          expect(await breaksOf(lines)).not.toEqual([]);
        }),
        propertyRuns(150),
      );
    });
  });

  /** A history with one altered event, and valid hashes from it to the end. */
  const rewritten = (line: Line): Line =>
    history(
      line.collection,
      line.id,
      line.events.map((event) => ({ ...(event['data'] as object), forged: true })),
    );
  const without = <T>(list: readonly T[], index: number): T[] => list.toSpliced(index, 1);
  const withEvents = (events: Json[]): Line[] => asJson(GOOD).with(0, { ...GOOD[0]!, events });
  const events = GOOD[0]!.events;

  it.each<[string, readonly Line[], RegExp]>([
    ['an event left out', withEvents(without(events, 1)), /hash does not follow/],
    ['two events that changed places', withEvents([events[1]!, events[0]!, events[2]!]), /hash does not follow/],
    ['an event twice', withEvents([events[0]!, ...events]), /hash does not follow/],
    ['a tail cut off', withEvents(events.slice(0, 2)), /at version 3 on 2025-09-01/],
    ['a history without events', withEvents([]), /without events/],
    ['a history rewritten to its end', GOOD.with(0, rewritten(GOOD[0]!)), /in the export it does not/],
    ['a history taken away', without(GOOD, 1), /was there on 2025-09-02 and is not now/],
    ['a history twice', [GOOD[0]!, ...GOOD], /in the export twice/],
    [
      'histories with each other’s names',
      GOOD.with(0, { ...GOOD[0]!, id: 'b' }).with(1, { ...GOOD[1]!, id: 'a' }),
      /does not/,
    ],
    ['a first part taken away', without(GOOD, 3), /1 of its 2 parts are there/],
    [
      'an anchor taken away',
      GOOD.filter(({ id }) => !id.startsWith('2025-09-01')),
      /is on the topic and not in the export/,
    ],
  ])('finds %s', async (_, lines, why) => {
    expect(await breaksOf(lines, RECORDS)).toContainEqual(expect.stringMatching(why));
  });

  it('finds a store rewritten together with its anchors, by records kept apart', async () => {
    const forged = [rewritten(GOOD[0]!), ...GOOD.slice(1, 3)];
    const [x, y, z] = forged.map(headOf) as [Head, Head, Head];
    const one = anchor('2025-09-01', [x, z], [x, z]);
    const two = anchor('2025-09-02', [x, y, z], [y], one.sealed);
    const lines = [...forged, ...one.lines, ...two.lines];
    expect(await breaksOf(lines)).toEqual([]);
    const kept = RECORDS.map((record, offset) => ({
      topic: 'intake.audit',
      offset,
      headers: ['ce_source', '/digital-service/intake'],
      payload: JSON.stringify(record),
    }));
    const breaks = await breaksOf(lines, [...kept, ...kept]);
    expect(breaks).toContainEqual(expect.stringMatching(/^anchor 2025-09-01: says one thing on the topic/));
    expect(breaks).toContainEqual(expect.stringMatching(/^applications a: ended in/));
  });

  it('finds a file that was cut short, and one with a line that is no JSON', async () => {
    const short = written('short.jsonl', [{ kind: 'export', format: 'digital-service-audit/2' }, ...GOOD.slice(0, 2)]);
    expect((await verify(short)).breaks.map(({ why }) => why)).toContain('has no end: it was cut short');
    expect((await verify(exported(GOOD, 8))).breaks).toHaveLength(1);
    writeFileSync(short, 'no JSON\n', { flag: 'a' });
    expect((await verify(short)).breaks.map(({ why }) => why)).toContain('is no JSON object');
  });

  it('exits with 0, 1 or 2, and reports what it checked', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [fileURLToPath(SCRIPT), ...args], { encoding: 'utf8' });
    const good = run(exported(GOOD));
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('7 histories, 10 events')]);
    expect(JSON.parse(run(exported(GOOD), '--json').stdout)).toMatchObject({ roots: 2, breaks: [] });
    const bad = run(exported(withEvents(events.slice(0, 2))));
    expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining('BREAK applications a')]);
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Exit codes') as string });
    for (const args of [[], ['--no-such'], [path.join(folder, 'absent')], [written('other', [{ kind: 'x' }])]])
      expect(run(...args).status).toBe(2);
  });
});
