import type { AggregateType, DomainEvent } from '../aggregate-type.js';
import type { ArchiveRow } from '../archive/event-archive.js';
import type { AggregateDocument, TopicSequence } from '../documents.js';
import { REQUEST, withoutPersonalData } from '../erasure/erasure.js';
import { foldFrom } from '../fold.js';
import { PERSONAL_DATA_ERASED } from '../history-chain/acts-of-the-store.js';
import { findBrokenLink, valueAt } from '../history-chain/hash-chain.js';
import { digestOf, foldOf, type Acted } from '../history-chain/state-digest.js';
import type { StoredEvent } from '../../events/stored-event.js';
import { waitingOf, type Waiting } from '../work.js';
import { differences } from './differences.js';

export type AnyType = AggregateType<object, DomainEvent>;
export type WholeDocument = AggregateDocument<object>;

/** Something that cannot have come about by saves. */
export interface Fault {
  /** In the document, or `archive.…` in its archive. */
  readonly path: string;
  readonly why: string;
  readonly eventId?: string;
}

export interface Checked {
  readonly faults: readonly Fault[];
  /** Another version of the fold made the state: it is held by its digest alone until it is folded again. */
  readonly outdated: boolean;
}

/** What anchors say of a history: after that version it ended in this hash. */
export interface AnchoredHead {
  readonly version: number;
  readonly hash: string;
  /** For people. */
  readonly when: string;
}

const MEMBERS: readonly string[] = [
  '_id',
  'version',
  'state',
  'history',
  'out',
  'claims',
  'sequences',
  'dueAt',
  'ts',
  'archived',
  'erasures',
  'waiting',
  'untold',
];
const ROW_MEMBERS: readonly string[] = ['_id', 'aggregate', 'copiedAt', 'n', 'event', 'snapshot', 'version', 'fold'];

/**
 * One aggregate against its own history: what it holds must be what its events make, and what their digests say.
 * A member that an alteration has taken away or made something else is a fault too; the walk goes on.
 */
export function checkDocument(
  type: AnyType,
  document: WholeDocument,
  archive: readonly ArchiveRow[],
  anchored?: AnchoredHead,
): Checked {
  const missing = misshapen(document);
  if (missing.length > 0) return { faults: missing, outdated: false };
  try {
    return checkShaped(type, document, archive, anchored);
  } catch (error) {
    return { faults: [{ path: '', why: `cannot be checked: ${(error as Error).message}` }], outdated: false };
  }
}

/** Members that every save writes, and that are not there or are something else. */
function misshapen({ state, history, out, claims, sequences }: WholeDocument): readonly Fault[] {
  const lists = Object.entries({ history, out, claims, sequences }).filter(([, value]) => !Array.isArray(value));
  const names = [...lists.map(([name]) => name), ...(isObject(state) ? [] : ['state'])];
  return names.map((path) => ({ path, why: 'is not what a save writes' }));
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function checkShaped(
  type: AnyType,
  document: WholeDocument,
  archive: readonly ArchiveRow[],
  anchored?: AnchoredHead,
): Checked {
  const { events, faults: inArchive } = archivedEvents(document, archive);
  const all = [...events, ...document.history];
  // Without its oldest events no other one follows.
  if (inArchive.length > 0) return { faults: inArchive, outdated: false };
  const faults = [...unknownMembers(document), ...brokenHistory(all), ...beyondAnchor(all, anchored)];
  // What an altered history makes says nothing of the state.
  if (faults.length > 0) return { faults, outdated: false };
  const walk = new Walk(type, document._id, all);
  return {
    faults: [...walk.run(), ...walk.compare(document), ...copies(document, archive, walk)],
    outdated: walk.outdated,
  };
}

/** Events that have left the document, as its archive has them. */
function archivedEvents({ _id, archived }: WholeDocument, archive: readonly ArchiveRow[]) {
  const faults: Fault[] = [];
  const fault = (path: string, why: string): void => void faults.push({ path, why });
  const rows = archive.filter(({ _id: id }) => id !== _id).toSorted((a, b) => (a.n ?? -1) - (b.n ?? -1));
  const gone = rows.slice(0, archived?.events ?? 0);
  const events: StoredEvent[] = [];
  for (const [i, { _id: id, n, event }] of gone.entries()) {
    if (n === i && event?.id === id) {
      events.push(event);
      continue;
    }
    fault(`archive.${i}`, n === i ? 'its row is of another event' : `event ${i} of the archive is not there`);
    break;
  }
  if (faults.length === 0 && gone.length !== (archived?.events ?? 0))
    fault('archived.events', `the archive has ${gone.length} events`);
  const last = events.at(-1);
  const cut = last && { events: events.length, version: last.version, lastHash: last.hash };
  if (faults.length === 0)
    for (const path of differences(archived, cut, 'archived')) fault(path, 'is not where its archive ends');
  return { events, faults };
}

function unknownMembers(document: WholeDocument): readonly Fault[] {
  const unknown = Object.keys(document).filter((member) => !MEMBERS.includes(member));
  const faults = unknown.map((path): Fault => ({ path, why: 'is nothing that a save writes' }));
  if (Object.hasOwn(document, 'dueAt') && !(document.dueAt instanceof Date))
    faults.push({ path: 'dueAt', why: 'is no instant' });
  return faults;
}

function brokenHistory(events: readonly StoredEvent[]): readonly Fault[] {
  if (events.length === 0) return [{ path: 'history', why: 'is empty' }];
  const broken = findBrokenLink(events);
  if (broken !== undefined) return [{ path: `history.${broken.index}`, eventId: broken.eventId, why: broken.why }];
  return events.flatMap((event, i) => unchained(events, event, i));
}

/** What the hash of an event leaves out: salts, and values that were erased. */
function unchained(events: readonly StoredEvent[], event: StoredEvent, i: number): readonly Fault[] {
  const path = `history.${i}`;
  const { id: eventId, digests = {}, stateDigest } = event;
  const acts = events.slice(i + 1).filter(({ type }) => type === PERSONAL_DATA_ERASED);
  const faults: Fault[] = [];
  const fault = (where: string, why: string): void => void faults.push({ path: `${path}.${where}`, eventId, why });
  for (const [key, digest] of Object.entries(digests)) {
    const isErased = (valueAt(event, key.split('/')) ?? null) === null;
    const named = acts.some(({ data }) => pathsOf(data).includes(key.replaceAll('/', '.')));
    if (membersOf(digest) !== 'digest,salt') fault(`digests.${key}`, 'is no digest');
    else if (key === REQUEST) {
      // Of a request nothing is kept to compare it with.
      if (digest.salt === '' && acts.length === 0) fault(`digests.${key}.salt`, 'is gone, and nothing was erased');
    } else if (isErased && !named) fault(key.replaceAll('/', '.'), 'is gone, and no erasure names it');
    else if (isErased && digest.salt !== '') fault(`digests.${key}.salt`, 'is there although its value was erased');
  }
  if (stateDigest !== undefined && membersOf(stateDigest) !== 'digest,fold,salt') fault('stateDigest', 'is no digest');
  if (stateDigest?.salt === '' && acts.length === 0) fault('stateDigest.salt', 'is gone, and nothing was erased');
  return faults;
}

const membersOf = (value: object): string => Object.keys(value).sort().join();
const pathsOf = (data: object): readonly string[] => (data as { readonly paths?: readonly string[] }).paths ?? [];

function beyondAnchor(events: readonly StoredEvent[], anchored: AnchoredHead | undefined): readonly Fault[] {
  if (anchored === undefined) return [];
  const { version, hash, when } = anchored;
  const event = events.findLast((one) => one.version === version);
  if (event?.hash === hash) return [];
  const why = `ended in ${hash.slice(0, 12)}… at version ${version} on ${when}, and does not now`;
  return [{ path: 'history', ...(event && { eventId: event.id }), why }];
}

/** Goes through a history save by save, as the store did. */
class Walk {
  outdated = false;
  /** State after the save of each version. */
  readonly states = new Map<number, object>();
  private state: object | undefined;
  private acted: Acted | undefined;
  private readonly sequences = new Map<string, number>();
  readonly fold: number;

  constructor(
    private readonly type: AnyType,
    private readonly id: string,
    readonly events: readonly StoredEvent[],
  ) {
    this.fold = foldOf(type);
  }

  /** @returns the first thing that the saves cannot have done */
  run(): readonly Fault[] {
    for (const [i, event] of this.events.entries()) {
      const fault = this.take(event, this.events[i - 1], this.events[i + 1]);
      if (fault !== undefined) return [{ path: `history.${i}`, eventId: event.id, why: fault }];
    }
    return [];
  }

  private take(event: StoredEvent, before: StoredEvent | undefined, next: StoredEvent | undefined): string | undefined {
    const version = before?.version ?? 0;
    if (event.version !== version + 1 && (event.version !== version || before?.stateDigest !== undefined))
      return `its version does not follow ${version}`;
    try {
      this.state = foldFrom(this.type, this.state, [event]);
    } catch (error) {
      return `the fold cannot take it: ${(error as Error).message}`;
    }
    if (event.topic !== undefined && event.sequence !== undefined) this.sequences.set(event.topic, event.sequence);
    if (next?.version === event.version || this.state === undefined) return undefined;
    this.states.set(event.version, this.state);
    const { stateDigest } = event;
    this.acted = this.actedBy(this.state, event.version);
    // Of a state that was erased since, the digest is all that is left.
    if (stateDigest?.fold !== this.fold || stateDigest.salt === '') return undefined;
    return digestOf(stateDigest.salt, this.acted) === stateDigest.digest
      ? undefined
      : 'the events up to it do not make what its save left';
  }

  private actedBy(state: object, version: number): Acted {
    return {
      collection: this.type.collection,
      id: this.id,
      version,
      state,
      claims: (this.type.claims?.(state) ?? []).map(({ key }) => key),
      sequences: [...this.sequences].map(([topic, last]): TopicSequence => ({ topic, last })),
      dueAt: this.type.dueAt?.(state),
    };
  }

  /** What the document holds next to its history. */
  compare({ version, state, claims, sequences, dueAt, waiting, out, erasures }: WholeDocument): readonly Fault[] {
    const last = this.events.at(-1);
    const { acted } = this;
    if (last === undefined || acted === undefined) return [{ path: 'state', why: 'no event makes it' }];
    const made = { collection: this.type.collection, id: this.id, version, state, claims, sequences, dueAt };
    const holds = last.stateDigest !== undefined && digestOf(last.stateDigest.salt, made) === last.stateDigest.digest;
    this.outdated = last.stateDigest?.fold !== this.fold;
    const acts = this.events.filter(({ type }) => type === PERSONAL_DATA_ERASED);
    const found = [
      ...differences(version, last.version, 'version'),
      ...differences(sequences, acted.sequences, 'sequences'),
      ...differences(out, this.outbox(), 'out'),
      ...differences(erasures, acts.length === 0 ? undefined : acts.length, 'erasures'),
      ...(this.outdated ? [] : differences(state, acted.state, 'state')),
      ...(this.outdated ? [] : differences(claims, acted.claims, 'claims')),
      ...(this.outdated ? [] : differences(dueAt, acted.dueAt, 'dueAt')),
      ...(this.outdated ? [] : differences(kept(waiting), kept(waitingOf(this.type.work, acted.state)), 'waiting')),
    ].map((path): Fault => ({ path, why: 'is not what its history makes' }));
    if (found.length > 0 || holds) return found;
    const why = last.stateDigest === undefined ? 'its last save left no digest' : 'its last save left something else';
    return [{ path: 'state', eventId: last.id, why }];
  }

  /** The published events of the newest save; acts of erasure leave the outbox alone. */
  private outbox(): readonly StoredEvent[] {
    const newest = this.events.findLast(({ type }) => type !== PERSONAL_DATA_ERASED)?.version;
    return this.events.filter(({ version, topic }) => version === newest && topic !== undefined);
  }
}

/** When people were told last is the courier's to note; it does not follow from the history. */
function kept(waiting: Waiting | undefined): Omit<Waiting, 'tellAt'> | undefined {
  if (waiting === undefined) return undefined;
  const { tellAt: _, ...rest } = waiting;
  return rest;
}

/** Rows of the archive that are not the only copy: those a crash left behind, and the state at the cut. */
function copies({ _id, archived }: WholeDocument, archive: readonly ArchiveRow[], walk: Walk): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, why: string): void => void faults.push({ path: `archive.${path}`, why });
  for (const row of archive) {
    const { _id: id, n, event, snapshot, version, fold } = row;
    const stray = Object.keys(row).find((member) => !ROW_MEMBERS.includes(member));
    if (stray !== undefined) fault(`${id}.${stray}`, 'is nothing that the archive writes');
    if (id === _id) {
      const state = walk.states.get(version ?? 0);
      const isErased = snapshot === undefined && version === 0;
      if (isErased || (fold !== undefined && fold !== walk.fold)) continue;
      for (const path of differences(snapshot, state, 'snapshot')) fault(path, 'is not what its history makes');
    } else if ((n ?? -1) >= (archived?.events ?? 0)) {
      const live = walk.events[n ?? -1];
      const bare = (one: StoredEvent | undefined) => one && withoutPersonalData(one, () => []);
      if (id !== live?.id) fault(id, 'is no event of its aggregate');
      else for (const path of differences(bare(event), bare(live), id)) fault(path, 'is another than the live event');
    }
  }
  if (archived !== undefined && !archive.some(({ _id: id }) => id === _id)) fault('snapshot', 'is missing');
  return faults;
}
