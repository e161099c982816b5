import { CompactSign } from 'jose';
import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { newId } from '../../kernel/ids.js';
import { newTraceparent } from '../../kernel/trace.js';
import { sha256 } from '../../kernel/canonical-json.js';
import type { ServiceName } from '../define-event.js';
import { FixedEventKeys, newEventKey, signingKeyOf, type SigningKey } from './event-keys.js';
import { leafOf } from './leaf.js';
import { ProofCheck } from './proof-check.js';
import { PROOF_HEADER, readProof } from './proof-text.js';
import { RecordSigner, ROOT_TYPE } from './record-signer.js';
import { RecordTree, rootFrom } from './record-tree.js';

const TOPIC = 'here.review.access';

interface Sample {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

function sample(subject = newId()): Sample {
  const value = JSON.stringify({ person: 'examiner-3', caseId: subject });
  return {
    topic: TOPIC,
    key: subject,
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: newId(),
      ce_source: '/digital-service/review',
      ce_type: 'kr.digitalservice.review.CaseAccessGranted.v1',
      ce_subject: subject,
      ce_time: '2025-09-19T05:00:00.000Z',
      ce_sequence: '4',
      ce_dataschema: '/schemas/kr.digitalservice.review.CaseAccessGranted.v1.json',
      ce_datahash: sha256(value),
      ce_correlationid: newId(),
      ce_causationid: newId(),
      traceparent: newTraceparent(),
      'content-type': 'application/json',
    },
  };
}

const newKey = async (service: ServiceName): Promise<SigningKey> => signingKeyOf(service, { ...(await newEventKey()) });

const believing = async (...keys: readonly SigningKey[]): Promise<ProofCheck> => {
  const services = [...new Set(keys.map(({ service }) => service))];
  const setOf = (service: ServiceName) => ({
    keys: keys.filter((key) => key.service === service).map(({ publicKey }) => publicKey),
  });
  const sets = Object.fromEntries(services.map((service) => [service, setOf(service)]));
  return new ProofCheck(await FixedEventKeys.from(sets), 'here.');
};

describe('The proof of a record', () => {
  let review: SigningKey;
  let intake: SigningKey;
  let check: ProofCheck;
  beforeAll(async () => {
    [review, intake] = [await newKey('review'), await newKey('intake')];
    check = await believing(review, intake);
  });

  const proven = async (record = sample(), key = review) => (await new RecordSigner(key).sign([record]))[0]!;

  it('S2: holds for each record of a batch, alone and in any order, after the broker as before it', async () => {
    const records = Array.from({ length: 150 }, () => sample());
    const signed = await new RecordSigner(review).sign(records);
    expect(signed.map(({ value }) => value)).toEqual(records.map(({ value }) => value));
    for (const record of signed.toReversed()) {
      const headers = Object.entries(record.headers).map(([name, value]) => [name, Buffer.from(value)] as const);
      const came = { ...record, key: Buffer.from(record.key), headers: Object.fromEntries(headers) };
      expect(await check.whyUnproven(came)).toBeUndefined();
      expect(await check.whyUnproven(record)).toBeUndefined();
    }
  });

  it('S2: is signed once for 64 records, and verified once', async () => {
    let asked = 0;
    const keys = await FixedEventKeys.from({ review: { keys: [review.publicKey] } });
    const signed = await new RecordSigner(review).sign(Array.from({ length: 130 }, () => sample()));
    const signatures = new Set(signed.map(({ headers }) => readProof(headers[PROOF_HEADER]!)!.signature));
    expect(signatures.size).toBe(3);
    const counted = new ProofCheck({ of: keys.of.bind(keys), find: (...of) => (asked++, keys.find(...of)) }, 'here.');
    for (const record of signed) expect(await counted.whyUnproven(record)).toBeUndefined();
    expect(asked).toBe(130);
  });

  it('S2: does not hold when any one attribute is another, is missing, or came in addition', async () => {
    const good = await proven();
    for (const name of Object.keys(sample().headers)) {
      const other = { ...good, headers: { ...good.headers, [name]: `${good.headers[name]}0` } };
      const { [name]: _, ...rest } = good.headers;
      expect([name, await check.whyUnproven(other)]).not.toEqual([name, undefined]);
      expect([name, await check.whyUnproven({ ...good, headers: rest })]).not.toEqual([name, undefined]);
    }
    expect(await check.whyUnproven({ ...good, headers: { ...good.headers, ce_more: '1' } })).toContain(
      'not one of this',
    );
  });

  it('S2: does not hold for another value, key or topic, or for none', async () => {
    const good = await proven();
    for (const change of [
      { value: good.value.replace('examiner-3', 'mallory') },
      { value: null },
      { key: newId() },
      { key: null },
      { topic: 'here.review.cases' },
      { topic: 'here.review.access.more' },
    ])
      expect(await check.whyUnproven({ ...good, ...change })).toContain('is not one of this record');
    expect(await check.whyUnproven({ ...good, topic: 'there.review.access' })).toContain('belongs to no service');
  });

  it('S2: is that of the service whose topic it is on: no other key, no other source', async () => {
    expect(await check.whyUnproven(await proven(sample(), intake))).toBe(`key ${intake.kid} may not speak for review`);
    const stranger = await newKey('review');
    expect(await check.whyUnproven(await proven(sample(), stranger))).toContain('may not speak for review');
    const foreign = sample();
    foreign.headers['ce_source'] = '/digital-service/intake';
    expect(await check.whyUnproven(await proven(foreign))).toContain('the topic belongs to review');
    const claimed = await proven(sample(), stranger);
    const head = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: review.kid, typ: ROOT_TYPE })).toString('base64url');
    const [index, path, , signature] = claimed.headers[PROOF_HEADER]!.split('.');
    const named = { ...claimed.headers, [PROOF_HEADER]: [index, path, head, signature].join('.') };
    expect(await check.whyUnproven({ ...claimed, headers: named })).toContain(
      `by key ${review.kid} is not one of this`,
    );
  });

  it('S2: is not any other signature of the same key, nor one of a weaker kind', async () => {
    const record = sample();
    const sign = (header: { alg: string; kid?: string; typ?: string }, key = review.privateKey) =>
      new CompactSign(leafOf(record)).setProtectedHeader(header).sign(key as never);
    const secret = new Uint8Array(Buffer.from(review.publicKey.x, 'base64url'));
    const asProof = (jws: string) => {
      const [head, , signature] = jws.split('.');
      return { ...record, headers: { ...record.headers, [PROOF_HEADER]: `0..${head}.${signature}` } };
    };
    const right = { alg: 'EdDSA', kid: review.kid, typ: ROOT_TYPE };
    expect(await check.whyUnproven(asProof(await sign(right)))).toBeUndefined();
    for (const jws of [
      await sign({ ...right, typ: 'audit-anchor' }),
      await sign({ alg: 'EdDSA', kid: review.kid }),
      await sign({ alg: 'EdDSA', typ: ROOT_TYPE }),
      await sign({ ...right, alg: 'HS256' }, secret as never),
      `${Buffer.from(JSON.stringify({ ...right, alg: 'none' })).toString('base64url')}..x`,
    ])
      expect(await check.whyUnproven(asProof(jws))).toBe('its proof cannot be read');
  });

  it.each([
    ['nothing', undefined, 'it has no proof'],
    ['two', ['a', 'b'], 'it has several proofs'],
    ['words', 'believe me', 'its proof cannot be read'],
    ['a path of half a node', `0.${Buffer.alloc(16).toString('base64url')}.a.b`, 'its proof cannot be read'],
    ['a place outside its tree', `2.${Buffer.alloc(32).toString('base64url')}.a.b`, 'its proof cannot be read'],
    ['a path without an end', `0.${'A'.repeat(900_000)}.a.b`, 'its proof cannot be read'],
    ['a head that is no JSON', '0..a.b', 'its proof cannot be read'],
  ])('S2: is refused, never thrown at, when it is %s', async (_, proof, why) => {
    const record = sample();
    expect(await check.whyUnproven({ ...record, headers: { ...record.headers, [PROOF_HEADER]: proof } })).toBe(why);
  });

  it('S2: cannot cover an attribute that comes twice', async () => {
    const good = await proven();
    const twice = { ...good.headers, ce_sequence: ['4', '5'] };
    expect(await check.whyUnproven({ ...good, headers: twice })).toBe('header ce_sequence comes more than once');
  });

  it('S2: may be another one for the same record, by the next key of its service', async () => {
    const next = await newKey('review');
    const both = await believing(review, next);
    const record = sample();
    for (const key of [review, next]) expect(await both.whyUnproven(await proven(record, key))).toBeUndefined();
    const again = await proven(await proven(record), next);
    expect(await both.whyUnproven(again)).toBeUndefined();
  });

  it('S2: is worth nothing, remembered or not, once its key is no longer believed', async () => {
    const gone = await newKey('review');
    let known = await FixedEventKeys.from({ review: { keys: [gone.publicKey] } });
    const later = new ProofCheck({ of: (of) => known.of(of), find: (...of) => known.find(...of) }, 'here.');
    const record = await proven(sample(), gone);
    expect(await later.whyUnproven(record)).toBeUndefined();
    known = await FixedEventKeys.from({ review: { keys: [review.publicKey] } });
    expect(await later.whyUnproven(record)).toContain('may not speak for review');
  });

  it('S2: is worth nothing, though it was remembered, once the id of its key names another', async () => {
    const [of, keys] = [() => ({ keys: [] }), await FixedEventKeys.from({ review: { keys: [review.publicKey] } })];
    let believed = await keys.find('review', review.kid);
    const later = new ProofCheck({ of, find: async () => believed }, 'here.');
    const record = await proven();
    expect(await later.whyUnproven(record)).toBeUndefined();
    const others = await FixedEventKeys.from({ intake: { keys: [intake.publicKey] } });
    believed = await others.find('intake', intake.kid);
    expect(await later.whyUnproven(record)).toContain('is not one of this record');
  });

  it('S2: costs the producer and a reader of a backlog some microseconds per record, and a single one a signature', async () => {
    const records = Array.from({ length: 2_048 }, () => sample());
    const signer = new RecordSigner(review);
    await signer.sign(records);
    const cost = async (act: () => Promise<unknown>, of: number): Promise<number> => {
      const from = process.cpuUsage();
      await act();
      const { user, system } = process.cpuUsage(from);
      return (user + system) / of;
    };
    const signed = await signer.sign(records);
    const singles = (await Promise.all(records.slice(0, 200).map((record) => signer.sign([record])))).flat();
    const reader = await believing(review);
    const all = async (these: typeof signed) => {
      for (const record of these) expect(await reader.whyUnproven(record)).toBeUndefined();
    };
    const figures = {
      sign: await cost(() => signer.sign(records), records.length),
      check: await cost(() => all(signed), records.length),
      single: await cost(() => all(singles), singles.length),
    };
    if (process.env['SHOW_COST'] !== undefined) process.stderr.write(`${JSON.stringify(figures)}\n`);
    // Bounds of a busy machine; the budgets are 20, 30 and 150 µs.
    expect(figures.sign).toBeLessThan(200);
    expect(figures.check).toBeLessThan(300);
    expect(figures.single).toBeLessThan(1_500);
  });
});

describe('The tree of a batch', () => {
  const leaf = (n: number): Buffer => leafOf({ topic: 't', key: String(n), value: null, headers: undefined });

  it('leads from every leaf to its root, and from no leaf at another place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, at, other) => {
        const leaves = Array.from({ length: size }, (_, n) => leaf(n));
        const tree = new RecordTree(leaves);
        const [i, j] = [at % size, other % size];
        expect(rootFrom(leaves[i]!, i, tree.path(i))).toEqual(tree.root);
        if (i !== j) expect(rootFrom(leaves[j]!, i, tree.path(i))).not.toEqual(tree.root);
        expect(new RecordTree(leaves.with(i, leaf(1_000))).root).not.toEqual(tree.root);
      }),
      propertyRuns(),
    );
  });

  it('takes no node for a leaf', () => {
    const [a, b, c, d] = [leaf(1), leaf(2), leaf(3), leaf(4)];
    const [left, right] = [new RecordTree([a, b]).root, new RecordTree([c, d]).root];
    // With the same bytes as leaves, the upper tree would have the root of the whole one.
    expect(new RecordTree([left, right]).root).toEqual(new RecordTree([a, b, c, d]).root);
    expect(leafOf({ topic: '', key: left, value: right, headers: {} })).not.toEqual(new RecordTree([left, right]).root);
  });
});

describe('The leaf of a record', () => {
  const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('ce_a', 'ce_b', ''));
  const headers = fc.dictionary(fc.constantFrom('ce_a', 'ce_ab', 'ce_b', 'content-type', 'traceparent'), text);
  const record = fc.record({ topic: text, key: fc.option(text), value: fc.option(text), headers });

  it('is one for the same content only, however the parts are cut, and whatever the order of the headers', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(leafOf(one).equals(leafOf(other))).toBe(isSame);
        const turned = Object.fromEntries(Object.entries(one.headers).toReversed());
        expect(leafOf({ ...one, headers: turned })).toEqual(leafOf(one));
      }),
      propertyRuns(),
    );
  });

  interface Parts {
    readonly topic: string;
    readonly key: string | null;
    readonly value: string | null;
    readonly headers: Record<string, string>;
  }
  const sorted = ({ topic, key, value, headers: of }: Parts) => [topic, key, value, Object.entries(of).sort()];
});
