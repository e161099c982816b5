import type { ServiceName } from '#common/events/define-event.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { foldFrom } from '#common/aggregates/fold.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { findBrokenLink } from '#common/aggregates/history-chain/hash-chain.js';
import { MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { aggregatesOf } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { Stores } from '../observe/stores.js';

const AT_ONCE = 16;

/** What is kept in memory of one event. */
export interface Trace {
  readonly aggregate: string;
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
}

/** Events whose data is compared with other stores. */
const FACTS: ReadonlySet<string> = new Set(['ServiceSelected', 'ContractSigned']);
/** System events whose cause is derived from their data. */
const COMPUTED: ReadonlySet<string> = new Set([
  'BudgetReserved',
  'SigningLapsed',
  'ReservationCommitted',
  'ReservationReleased',
]);

/** Reads every audit trail once, archived parts included. */
export async function readHistories(stores: Stores): Promise<Histories> {
  const reading = new Reading();
  for (const map of SERVICES) for (const [type] of aggregatesOf(map)) await readAll(stores, map.service, type, reading);
  return reading;
}

async function readAll(
  stores: Stores,
  service: ServiceName,
  type: AggregateType<never, never>,
  reading: Reading,
): Promise<void> {
  const db = stores.db(service);
  const documents = new MongoDocuments(db, type);
  const cursor = db.collection<{ _id: string }>(type.collection).find({}, { projection: { _id: 1 } });
  let batch: string[] = [];
  const flush = async () => {
    const histories = await Promise.all(batch.map((id) => documents.history(id)));
    batch.forEach((id, i) => reading.take(type, `${service}.${type.collection} ${id}`, id, histories[i] ?? []));
    batch = [];
  };
  for await (const { _id } of cursor) {
    batch.push(_id);
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

  take(type: AggregateType<never, never>, aggregate: string, id: string, history: readonly StoredEvent[]): void {
    this.aggregates++;
    const broken = findBrokenLink(history);
    if (broken !== undefined) this.brokenChains.push(`${aggregate} at ${broken.eventId}: ${broken.why}`);
    const known = knownVersions(type, history);
    for (const event of history) this.takeEvent(aggregate, id, event, known.get(event.version) ?? event.version);
  }

  private takeEvent(aggregate: string, id: string, event: StoredEvent, knownAs: number): void {
    const { type, version, actor, data, causationId, topic, sequence } = event;
    this.events++;
    this.eventIds.add(event.id);
    const by = actor.kind;
    const kept = COMPUTED.has(type) ? data : undefined;
    push(this.byCause, causationId, { aggregate, version, knownAs, type, by, sub: actor.sub, data: kept });
    if (FACTS.has(type)) push(this.facts, type, data);
    if (topic === undefined) return;
    const subject = `${topic} ${id}`;
    const ids = this.published.get(subject) ?? [];
    if (sequence !== ids.length + 1) this.gaps.push(`${subject}: sequence ${sequence} after ${ids.length}`);
    push(this.published, subject, event.id);
  }
}

/** Version → the one by which its actor knows it, where the type keeps some from its readers. */
function knownVersions(
  type: AggregateType<never, never>,
  history: readonly StoredEvent[],
): ReadonlyMap<number, number> {
  const known = new Map<number, number>();
  if (type.versionFor === undefined) return known;
  let state: never | undefined;
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
