import type { ServiceName } from '#common/events/define-event.js';
import { foldFrom } from '#common/aggregates/fold.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { findBrokenLink } from '#common/aggregates/history-chain/hash-chain.js';
import { MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { waitingOf, type Waiting } from '#common/aggregates/work.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { typesOf } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import { clockOf, type Stores } from '../observe/stores.js';
import { overdueOf, owedBy } from './told.js';

const AT_ONCE = 16;

/** What is kept in memory of one event. */
export interface Trace {
  readonly aggregate: string;
  readonly id: string;
  readonly version: number;
  /** The version by which its actor knows it, and so the one of their answer. */
  readonly knownAs: number;
  readonly type: string;
  readonly by: 'person' | 'system';
  readonly sub: string;
  /** Only for the system events that are checked by it. */
  readonly data: object | undefined;
}

/** All audit trails of all services, reduced to what the checks need. */
export interface Histories {
  readonly aggregates: number;
  readonly events: number;
  /** Traces by the id of the command or event that caused them. */
  readonly byCause: ReadonlyMap<string, readonly Trace[]>;
  readonly eventIds: ReadonlySet<string>;
  /** `<topic> <subject>` → ids of the published events, by sequence. */
  readonly published: ReadonlyMap<string, readonly string[]>;
  /** Data of the events whose effects are counted in other stores, by type. */
  readonly facts: ReadonlyMap<string, readonly object[]>;
  /** Gaps in sequences, in words. */
  readonly gaps: readonly string[];
  readonly brokenChains: readonly string[];
  /** The notices that these histories make known: id → in words. */
  readonly owed: ReadonlyMap<string, string>;
  /** Aggregates that wait for people. */
  readonly waiting: number;
  /** Aggregates that lists of work find by something else than what their history makes, in words. */
  readonly misplaced: readonly string[];
}

/** Events whose data is compared with other stores. */
const FACTS: ReadonlySet<string> = new Set([
  'ServiceSelected',
  'ContractSigned',
  'ContractAmended',
  'StatementAccepted',
  'PaymentMade',
]);
/** System events whose cause is derived from their data. */
const COMPUTED: ReadonlySet<string> = new Set([
  'BudgetReserved',
  'SigningLapsed',
  'ReservationCommitted',
  'ReservationReleased',
  'NoticeDelivered',
  'NoticeRefused',
]);

/** Reads every audit trail once, archived parts included. */
export async function readHistories(stores: Stores): Promise<Histories> {
  const reading = new Reading();
  for (const map of SERVICES) {
    const now = await clockOf(stores.db(map.service));
    for (const type of typesOf(map)) await readAll({ stores, service: map.service, now }, type, reading);
  }
  return reading;
}

/** A service, and its business time. */
interface Place {
  readonly stores: Stores;
  readonly service: ServiceName;
  /** Absent before the first move of its clock. */
  readonly now: Date | undefined;
}

/** What a document holds next to its history. */
interface Found {
  readonly _id: string;
  readonly waiting?: Waiting;
}

async function readAll({ stores, service, now }: Place, type: AnyType, reading: Reading): Promise<void> {
  const db = stores.db(service);
  const documents = new MongoDocuments(db, type);
  const cursor = db.collection<Found>(type.collection).find({}, { projection: { waiting: 1 } });
  let batch: Found[] = [];
  const flush = async () => {
    const histories = await Promise.all(batch.map(({ _id }) => documents.history(_id)));
    batch.forEach((found, i) => {
      const history = histories[i] ?? [];
      const aggregate = `${service}.${type.collection} ${found._id}`;
      reading.take(type, aggregate, found._id, history);
      reading.takeForPeople(type, aggregate, { ...found, history, now });
    });
    batch = [];
  };
  for await (const found of cursor) {
    batch.push(found);
    if (batch.length === AT_ONCE) await flush();
  }
  await flush();
}

class Reading implements Histories {
  aggregates = 0;
  events = 0;
  readonly byCause = new Map<string, Trace[]>();
  readonly eventIds = new Set<string>();
  readonly published = new Map<string, string[]>();
  readonly facts = new Map<string, object[]>();
  readonly gaps: string[] = [];
  readonly brokenChains: string[] = [];
  readonly owed = new Map<string, string>();
  waiting = 0;
  readonly misplaced: string[] = [];

  take(type: AnyType, aggregate: string, id: string, history: readonly StoredEvent[]): void {
    this.aggregates++;
    const broken = findBrokenLink(history);
    if (broken !== undefined) this.brokenChains.push(`${aggregate} at ${broken.eventId}: ${broken.why}`);
    const known = knownVersions(type, history);
    for (const event of history) this.takeEvent(aggregate, id, event, known.get(event.version) ?? event.version);
  }

  /** What people are to be told of it, and what waits for them. */
  takeForPeople(
    type: AnyType,
    aggregate: string,
    { _id, waiting, history, now }: Found & Pick<Place, 'now'> & { readonly history: readonly StoredEvent[] },
  ): void {
    for (const { id, what } of owedBy(type, _id, history)) this.owed.set(id, what);
    if (type.work === undefined) return;
    const state = foldFrom(type, undefined, history);
    if (state === undefined) return;
    if (now !== undefined) for (const { id, what } of overdueOf(type, _id, state, now)) this.owed.set(id, what);
    const due = waitingOf(type.work, state);
    if (due !== undefined) this.waiting++;
    if (placeOf(waiting) !== placeOf(due))
      this.misplaced.push(`${aggregate} is listed as ${placeOf(waiting)}, its history makes ${placeOf(due)}`);
  }

  private takeEvent(aggregate: string, id: string, event: StoredEvent, knownAs: number): void {
    const { type, version, actor, data, causationId, topic, sequence } = event;
    this.events++;
    this.eventIds.add(event.id);
    const by = actor.kind;
    const kept = COMPUTED.has(type) ? data : undefined;
    push(this.byCause, causationId, { aggregate, id, version, knownAs, type, by, sub: actor.sub, data: kept });
    if (FACTS.has(type)) push(this.facts, type, data);
    if (topic === undefined) return;
    const subject = `${topic} ${id}`;
    const ids = this.published.get(subject) ?? [];
    if (sequence !== ids.length + 1) this.gaps.push(`${subject}: sequence ${sequence} after ${ids.length}`);
    push(this.published, subject, event.id);
  }
}

/** When people were told last does not follow from the history. */
const placeOf = (waiting: Waiting | undefined): string =>
  waiting === undefined ? 'nothing' : canonicalJson({ ...waiting, tellAt: undefined });

/** Version → the one by which its actor knows it, where the type keeps some from its readers. */
function knownVersions(type: AnyType, history: readonly StoredEvent[]): ReadonlyMap<number, number> {
  const known = new Map<number, number>();
  if (type.versionFor === undefined) return known;
  let state: object | undefined;
  for (const event of history) {
    state = foldFrom(type, state, [event]);
    if (state !== undefined) known.set(event.version, type.versionFor(state, event.version, event.actor));
  }
  return known;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
