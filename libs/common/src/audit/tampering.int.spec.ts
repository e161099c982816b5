import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import type { AggregateType, DomainEvent, Intent } from '../aggregates/aggregate-type.js';
import { Archiver } from '../aggregates/archiver.js';
import { EventArchive } from '../aggregates/archive/event-archive.js';
import { evolution } from '../aggregates/evolution.js';
import { foldFrom } from '../aggregates/fold.js';
import { CHAIN_START, hashEvent } from '../aggregates/history-chain/hash-chain.js';
import { digestState } from '../aggregates/history-chain/state-digest.js';
import { aggregateSchema, MongoDocuments } from '../aggregates/mongo-documents.js';
import { Stores } from '../aggregates/stores.js';
import type { AnyType, WholeDocument } from '../aggregates/verification/check-document.js';
import { verifyDocuments } from '../aggregates/verification/verify-documents.js';
import { Permissions } from '../auth/permissions.js';
import { systemActor } from '../kernel/actor.js';
import { systemClock } from '../kernel/clock.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { developmentKeysOf } from '../service/event-key-settings.js';
import { collection as collectionOf } from '../store/collection.js';
import { DocumentStore } from '../store/files.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { auditAnchorType } from './anchor.js';
import { AuditAnchors } from './audit-anchors.js';
import { AuditTrails } from './audit-trails.js';

interface Paper {
  readonly name: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
}
type DossierEvent =
  | DomainEvent<'DossierOpened', { name: string }, { owner: string | null }>
  | DomainEvent<'NoteTaken', { text: string }>
  | DomainEvent<'PaperAttached', { paper: Paper }>;
interface Dossier {
  readonly name: string;
  readonly owner: string | null;
  readonly notes: readonly string[];
  readonly papers: readonly Paper[];
}

/** The smallest aggregate with all that a document of the store can have. */
const dossierType: AggregateType<Dossier, DossierEvent> = {
  name: 'dossier',
  collection: 'dossiers',
  publishes: [],
  personal: { DossierOpened: ['details.owner'] },
  evolve: evolution<Dossier, DossierEvent>()(
    {
      DossierOpened: ({ data, details }) => ({ name: data.name, owner: details?.owner ?? null, notes: [], papers: [] }),
    },
    (state, event) =>
      event.type === 'NoteTaken'
        ? { ...state, notes: [...state.notes, event.data.text].slice(-5) }
        : { ...state, papers: [...state.papers, event.data.paper] },
  ),
  claims: ({ name }) => [{ key: `name:${name}`, code: 'NAME_TAKEN', detail: 'taken' }],
  dueAt: ({ notes }) => new Date(Date.UTC(2025, 8, 1 + notes.length)),
  documents: { fileIdPath: 'state.papers.fileId', kept: ({ papers }) => papers, erase: () => [] },
};

type Raw = { _id: unknown } & Record<string, unknown>;
type Members = Record<string, unknown>;

/** One alteration of the store. */
interface Edit {
  readonly what: string;
  /** Which row of the runbook's table says that it cannot be found. */
  readonly exception?: string | undefined;
  /** Of the documents that are altered. */
  readonly ids: readonly string[];
  readonly after: () => Promise<void>;
}

/** Pseudo-random numbers of a seed (mulberry32). */
function numbersOf(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const SEED = Number(process.env['PROPERTY_SEED'] ?? 20_250_901);
const EDITS = process.env['TAMPER_EDITS'] === undefined ? 20 : Number(process.env['TAMPER_EDITS']);
const RUNBOOK = path.join(import.meta.dirname, '../../../../docs/runbooks/audit.md');

/** What nobody can find, by its row in the runbook. */
const EXCEPTIONS: readonly (readonly [key: string, RegExp])[] = [
  ['ts', /^(dossiers|audit_anchors)\.ts$/],
  ['copiedAt', /^(dossiers|audit_anchors)_history\.copiedAt$/],
  ['fold', /^(dossiers|audit_anchors)_history\.fold$/],
  ['uploadDate', /^documents\.files\.uploadDate$/],
  ['contentType', /^set documents\.files\.metadata\.contentType$/],
  ['chunk id', /^documents\.chunks$/],
  ['request salt', /^set .*\.digests\.requestHash\.salt$/],
];

const exceptionOf = (place: string, kind = ''): string | undefined =>
  EXCEPTIONS.find(([, pattern]) => pattern.test(place) || pattern.test(`${kind} ${place}`))?.[0];

describeWithServers('An alteration of the store', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let trails: AuditTrails;
  let anchors: AuditAnchors;
  let dossiers: AggregateStore<Dossier, DossierEvent>;
  const ids = { plain: newId(), other: newId(), long: newId(), erased: newId() };
  /** Of the plain dossier, as it was before its newest save. */
  let older: Raw;
  const types = [dossierType, auditAnchorType('review')] as unknown as readonly AnyType[];

  const intent = (id: string): Intent => ({
    id,
    actor: { kind: 'person', sub: 'kim', roles: [] },
    causationId: newId(),
  });
  const system = (): Intent => ({ id: '', actor: systemActor('review.timers'), causationId: newId() });
  const raw = (name: string) => collectionOf<Raw>(db, name);
  const note = (id: string, ...texts: readonly string[]) =>
    dossiers.change(intent(id), () => texts.map((text) => ({ type: 'NoteTaken' as const, data: { text } })));

  async function opened(id: string, text: string): Promise<void> {
    const name = `dossier ${id}`;
    await dossiers.create(intent(id), () => [{ type: 'DossierOpened', data: { name }, details: { owner: text } }]);
    const { fileId, sha256, bytes } = await new DocumentStore(db).save(
      Readable.from([Buffer.from(`%PDF-1.7\n${text}\n%%EOF`)]),
      'application/pdf',
    );
    const paper = { name: 'SLA', fileId, sha256, bytes };
    const asked = { ...intent(id), requestHash: 'a'.repeat(64) };
    await dossiers.change(asked, () => [{ type: 'PaperAttached', data: { paper } }]);
    await note(id, '하나', '둘');
  }

  beforeAll(async () => {
    database = await testDatabase('tampering');
    if (database.connection.db === undefined) throw new Error('not connected');
    db = database.connection.db;
    for (const type of types) {
      await database.connection.model(type.name, aggregateSchema(type)).createIndexes();
      await new EventArchive(db, type.collection).createIndexes();
    }
    const policy = PolicyTable.defaults;
    const stores = new Stores({
      db,
      clock: systemClock,
      policy,
      calendar: koreanCalendar(policy),
      permissions: new Permissions([]),
      onLargeDocument: () => undefined,
    });
    trails = new AuditTrails('review', db, types, await developmentKeysOf('review'));
    anchors = new AuditAnchors(stores, trails);
    dossiers = new AggregateStore(dossierType, { ...environmentOf(stores) });
    for (const id of Object.values(ids)) await opened(id, `owner of ${id}`);
    await dossiers.erase(intent(ids.erased), { reason: 'asked for' });
    await note(ids.long, ...Array.from({ length: 230 }, (_, i) => `${i}`));
    await note(ids.long, '끝');
    await new Archiver(new MongoDocuments(db, dossierType), dossierType).archive(ids.long);
    await anchors.anchor(system(), new Date('2025-09-01T15:00:00Z'), undefined);
    older = (await raw('dossiers').findOne({ _id: ids.plain })) as Raw;
    await note(ids.plain, '셋');
    await anchors.anchor(system(), new Date('2025-09-01T16:00:00Z'), await anchors.last());
  });
  afterAll(() => database.drop());

  /** All that says something is wrong, one line each. */
  async function found(): Promise<readonly string[]> {
    const { invalid } = await trails.verify();
    const documents = await verifyDocuments(db, types);
    return [...invalid, ...documents.invalid].map(
      ({ collection, id, path: at, why }) => `${collection} ${id} ${at}: ${why}`,
    );
  }

  const COLLECTIONS = ['dossiers', 'dossiers_history', 'audit_anchors', 'documents.files', 'documents.chunks'] as const;

  async function rowOf(collection: string, random: (below: number) => number): Promise<Raw> {
    const rows = await raw(collection).find({}).sort({ _id: 1 }).toArray();
    return rows[random(rows.length)] as Raw;
  }

  const replaced = async (collection: string, row: Raw): Promise<void> => {
    await raw(collection).deleteMany({ _id: row._id });
    await raw(collection).insertOne(row);
  };
  const restoring =
    (collection: string, ...rows: readonly Raw[]) =>
    async (): Promise<void> => {
      for (const row of rows) await raw(collection).deleteMany({ _id: row._id });
      for (const row of rows) await raw(collection).insertOne(row);
    };
  /** What a fault of this row is named by. */
  const nameOf = (collection: string, row: Raw): string =>
    String(row['files_id'] ?? (collection === 'dossiers_history' ? row['aggregate'] : row._id));

  const kinds: readonly ((random: (below: number) => number) => Promise<Edit>)[] = [
    async (random) => {
      const collection = COLLECTIONS[random(COLLECTIONS.length)] as string;
      const row = await rowOf(collection, random);
      const at = pathsOf(row)[random(pathsOf(row).length)] as readonly string[];
      await replaced(collection, changedAt(row, at, other) as Raw);
      return editOf('set', collection, row, at);
    },
    async (random) => {
      const collection = COLLECTIONS[random(COLLECTIONS.length)] as string;
      const row = await rowOf(collection, random);
      const at = pathsOf(row)[random(pathsOf(row).length)] as readonly string[];
      await replaced(collection, changedAt(row, at, () => GONE) as Raw);
      return editOf('unset', collection, row, at);
    },
    async (random) => {
      const collection = COLLECTIONS[random(COLLECTIONS.length)] as string;
      const [one, two] = [await rowOf(collection, random), await rowOf(collection, random)];
      if (one._id === two._id || String(one._id) === String(two._id)) return kinds[0]!(random);
      const member = random(2) === 0 ? undefined : Object.keys(one).find((key) => key !== '_id' && key in two);
      const [a, b] =
        member === undefined
          ? [{ ...two }, { ...one }]
          : [
              { ...one, [member]: two[member] },
              { ...two, [member]: one[member] },
            ];
      await raw(collection).deleteMany({ _id: { $in: [one._id, two._id] } });
      await raw(collection).insertOne({ ...a, _id: one._id });
      await raw(collection).insertOne({ ...b, _id: two._id });
      const names = [nameOf(collection, one), nameOf(collection, two)];
      const what = `swap ${collection} ${names.join(' and ')} ${member ?? 'whole'}`;
      const after = restoring(collection, one, two);
      const same = member !== undefined && JSON.stringify(one[member]) === JSON.stringify(two[member]);
      if (same || sameButId(one, two)) {
        await after();
        return kinds[0]!(random);
      }
      const exception = exceptionOf(member === undefined ? collection : `${collection}.${member}`);
      return { what, exception, ids: names, after };
    },
    async () => {
      const row = (await raw('dossiers').findOne({ _id: ids.plain })) as Raw;
      await replaced('dossiers', older);
      return { what: 'an older whole document', ids: [ids.plain], after: restoring('dossiers', row) };
    },
    async (random) => {
      const id = [ids.plain, ids.other][random(2)] as string;
      const row = (await raw('dossiers').findOne({ _id: id })) as Raw;
      await replaced('dossiers', recomputed(row as unknown as WholeDocument, random) as unknown as Raw);
      return { what: `chain of ${id} computed again to its end`, ids: [id], after: restoring('dossiers', row) };
    },
    async (random) => {
      const collection = ['dossiers', 'documents.files', 'dossiers_history'][random(3)] as string;
      const row = await rowOf(collection, random);
      await raw(collection).deleteMany({ _id: row._id });
      const names = [collection === 'documents.files' ? String(row._id) : nameOf(collection, row)];
      return { what: `${collection} ${names[0]} removed`, ids: names, after: restoring(collection, row) };
    },
  ];

  function editOf(kind: string, collection: string, row: Raw, at: readonly string[]): Edit {
    const place = `${collection}.${at.join('.')}`;
    const exception = exceptionOf(place, kind);
    const name = nameOf(collection, row);
    return { what: `${kind} ${place} of ${name}`, exception, ids: [name], after: restoring(collection, row) };
  }

  it('S4: nothing is found in a store that was not altered', async () => {
    expect(await found()).toEqual([]);
  });

  it(`S4: of ${EDITS} drawn by seed ${SEED}, each is found and named, but for those the runbook lists`, async () => {
    const random = numbersOf(SEED);
    const unexpected: string[] = [];
    for (let i = 0; i < EDITS; i++) {
      const edit = await kinds[i % kinds.length]!(random);
      const faults = await found();
      await edit.after();
      const isNamed = faults.some((fault) => edit.ids.some((id) => fault.includes(id)));
      if (isNamed === (edit.exception !== undefined))
        unexpected.push(`${i} ${edit.what}: ${faults.join('; ') || 'not found'}`);
    }
    expect(unexpected).toEqual([]);
    expect(await found()).toEqual([]);
  }, 600_000);

  it('S4: members that are gone or something else are named, each, and the walk goes on', async () => {
    const unexpected: string[] = [];
    const anchor = anchors.idOf((await anchors.last())?.until ?? new Date());
    for (const [collection, id] of [['dossiers', ids.plain] as const, ['audit_anchors', anchor] as const]) {
      const row = (await raw(collection).findOne({ _id: id })) as Raw;
      for (const member of Object.keys(row).filter((one) => one !== '_id' && one !== 'ts'))
        for (const value of [GONE, null, 7, 'x', [null], { a: null }]) {
          await replaced(collection, changedAt(row, [member], () => value) as Raw);
          const faults = await found().catch((error: unknown) => [String(error)]);
          if (!faults.some((fault) => fault.includes(id)))
            unexpected.push(`${collection} ${member} = ${JSON.stringify(value)}: ${faults.join('; ') || 'not found'}`);
        }
      await restoring(collection, row)();
    }
    expect(unexpected).toEqual([]);
  }, 120_000);

  it('S4: an anchor that was made again without the key of the service is named', async () => {
    const last = await anchors.last();
    const row = (await raw('audit_anchors').findOne({ _id: anchors.idOf(last?.until ?? new Date()) })) as Raw;
    const forged = asAnother(row as unknown as WholeDocument, { heads: [] });
    await replaced('audit_anchors', forged as unknown as Raw);
    const faults = await found();
    await restoring('audit_anchors', row)();
    expect(faults).toEqual([expect.stringContaining('is not what was signed')]);
  });

  it('S4: those that cannot be found are exactly the rows of the runbook', async () => {
    const text = readFileSync(RUNBOOK, 'utf8');
    const [, table = ''] = text.split('## What cannot be found');
    const rows = table.split('\n').flatMap((line) => /^\| `([\w ]+)` /.exec(line)?.[1] ?? []);
    const tried: Record<string, () => Promise<() => Promise<void>>> = {
      ts: () => alteredAt('dossiers', ids.plain, ['ts']),
      copiedAt: () => alteredAt('dossiers_history', ids.long, ['copiedAt']),
      fold: () => alteredAt('dossiers_history', ids.long, ['fold']),
      'request salt': () => alteredAt('dossiers', ids.plain, ['history', '1', 'digests', 'requestHash', 'salt']),
      uploadDate: () => alteredAt('documents.files', undefined, ['uploadDate']),
      contentType: () => alteredAt('documents.files', undefined, ['metadata', 'contentType']),
      'chunk id': async () => {
        const [one, two] = (await raw('documents.chunks').find({}).toArray()) as [Raw, Raw];
        await raw('documents.chunks').deleteMany({ _id: { $in: [one._id, two._id] } });
        await raw('documents.chunks').insertOne({ ...two, _id: one._id });
        await raw('documents.chunks').insertOne({ ...one, _id: two._id });
        return restoring('documents.chunks', one, two);
      },
      'newest anchors': async () => {
        const last = await anchors.last();
        const row = (await raw('audit_anchors').findOne({ _id: anchors.idOf(last?.until ?? new Date()) })) as Raw;
        await raw('audit_anchors').deleteMany({ _id: row._id });
        return restoring('audit_anchors', row);
      },
      'after the anchor': async () => {
        const before = (await raw('dossiers').findOne({ _id: ids.other })) as Raw;
        await note(ids.other, '넷');
        const row = (await raw('dossiers').findOne({ _id: ids.other })) as unknown as WholeDocument;
        await replaced('dossiers', recomputed(row, () => row.history.length - 1) as unknown as Raw);
        return restoring('dossiers', before);
      },
      'new aggregate': async () => {
        const row = (await raw('dossiers').findOne({ _id: ids.plain })) as unknown as WholeDocument;
        const _id = newId();
        // A claim of its own, as a new one would have.
        const forged = recomputed({ ...row, _id, claims: [], state: row.state }, () => 0, `name ${_id}`);
        await raw('dossiers').insertOne(forged as unknown as Raw);
        return async () => void (await raw('dossiers').deleteMany({ _id }));
      },
      'written by an anchor': async () => {
        const last = await anchors.last();
        const row = (await raw('audit_anchors').findOne({ _id: anchors.idOf(last?.until ?? new Date()) })) as Raw;
        await replaced('audit_anchors', asAnother(row as unknown as WholeDocument) as unknown as Raw);
        return restoring('audit_anchors', row);
      },
    };
    expect(rows.toSorted()).toEqual(Object.keys(tried).toSorted());
    for (const [key, alter] of Object.entries(tried)) {
      const restore = await alter();
      const faults = await found();
      await restore();
      expect([key, faults]).toEqual([key, []]);
    }
  }, 120_000);

  async function alteredAt(collection: string, id: string | undefined, at: readonly string[]) {
    const row = (await raw(collection).findOne(id === undefined ? {} : { _id: id })) as Raw;
    await replaced(collection, changedAt(row, at, other) as Raw);
    return restoring(collection, row);
  }

  /** As an attacker with our code would: an event altered, then chain, state and digests computed again to the end. */
  function recomputed(document: WholeDocument, random: (below: number) => number, name?: string): WholeDocument {
    const at = random(document.history.length);
    let previous = CHAIN_START;
    let state: object | undefined;
    const history = document.history.map((event, i) => {
      if (i < at && name === undefined) {
        state = foldFrom(dossierType as unknown as AnyType, state, [event]);
        previous = event.hash;
        return event;
      }
      const { hash: _, stateDigest, ...rest } = event;
      const renamed = name !== undefined && i === 0 ? { ...rest, data: { name } } : rest;
      const altered = i === at ? { ...renamed, correlationId: 'another' } : renamed;
      state = foldFrom(dossierType as unknown as AnyType, state, [altered]);
      const { _id: id } = document;
      const of = { collection: 'dossiers', id, version: event.version, ...derived(state as Dossier), sequences: [] };
      const whole = stateDigest === undefined ? altered : { ...altered, stateDigest: digestState(1, of) };
      previous = hashEvent(previous, whole);
      return { ...whole, hash: previous };
    });
    return { ...document, ...derived(state as Dossier), history };
  }

  const derived = (state: Dossier) => ({
    state,
    claims: (dossierType.claims?.(state) ?? []).map(({ key }) => key),
    dueAt: dossierType.dueAt?.(state) as Date,
  });

  /** The same anchor, said to be of another cause: what it says is signed, who said it is not. */
  function asAnother(document: WholeDocument, said: object = {}): WholeDocument {
    const [event] = document.history;
    if (event === undefined) throw new Error('no event');
    const { hash: _, ...rest } = event;
    const whole = { ...rest, data: { ...rest.data, ...said }, correlationId: 'another' };
    const row = { ...whole, hash: hashEvent(CHAIN_START, whole) };
    return { ...document, history: [row], out: [row] };
  }
});

const environmentOf = (stores: Stores): ConstructorParameters<typeof AggregateStore>[1] => ({
  documents: (type) => stores.documents(type),
  moment: () => stores.moment(),
  checkAccess: () => undefined,
  holds: () => true,
  visibleTo: () => [{}],
});

const GONE = Symbol('gone');

const isBranch = (value: unknown): value is Members =>
  Array.isArray(value) ||
  (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype);

/** Every path of a document, branches and leaves; its id cannot be changed. */
function pathsOf(row: object, before: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(row).flatMap(([key, value]) => {
    if (before.length === 0 && key === '_id') return [];
    const at = [...before, key];
    return [at, ...(isBranch(value) ? pathsOf(value, at) : [])];
  });
}

function changedAt(row: unknown, [key, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(row);
  const copy = Array.isArray(row) ? [...(row as unknown[])] : { ...(row as Members) };
  const members = copy as Members;
  const value = changedAt(members[key], rest, change);
  if (value !== GONE) members[key] = value;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else Reflect.deleteProperty(members, key);
  return copy;
}

/** Another value of the same type. */
function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value instanceof Date) return new Date(value.getTime() + 1_000);
  if (value instanceof mongoose.mongo.ObjectId) return new mongoose.mongo.ObjectId();
  if (value instanceof mongoose.mongo.Binary) {
    const bytes = Buffer.from(value.buffer);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return new mongoose.mongo.Binary(bytes);
  }
  if (value instanceof mongoose.mongo.Timestamp) return new mongoose.mongo.Timestamp({ t: value.high - 100, i: 1 });
  if (Array.isArray(value)) return [...(value as unknown[]), 'x'];
  return { ...(value as object | null), x: 'x' };
}

const sameButId = ({ _id: _, ...one }: Raw, { _id: __, ...two }: Raw): boolean =>
  JSON.stringify(one) === JSON.stringify(two);
