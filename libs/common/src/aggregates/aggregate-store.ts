import { setTimeout as sleep } from 'node:timers/promises';
import { checkPublishable } from '../events/publishable.js';
import type { Moment } from '../kernel/clock.js';
import { derivedId, newId } from '../kernel/ids.js';
import { newTraceparent } from '../kernel/trace.js';
import { Refusal, invalid, notFound, unavailable, wrongState } from '../kernel/errors.js';
import type { AggregateType, Claim, DomainEvent, Intent, Repeats, Snapshot } from './aggregate-type.js';
import type { Asking } from '../kernel/actor.js';
import type { Where } from '../kernel/field-filter.js';
import type { StoredEvent } from '../events/stored-event.js';
import {
  ClaimTaken,
  type AggregateDocuments,
  type AggregateHead,
  type LiveHistory,
  type ListQuery,
  type TopicSequence,
} from './documents.js';
import { HISTORY_BYTES_MAX, LIVE_EVENTS_MAX, stateBefore } from './archiver.js';
import {
  erasablePaths,
  erasedBy,
  readable,
  REQUEST,
  withoutPersonalData,
  withRequests,
  type Erased,
  type Erasure,
} from './erasure/erasure.js';
import { foldFrom, stateAfter } from './fold.js';
import { DEADLINES_RECOUNTED, PERSONAL_DATA_ERASED, STATE_REFOLDED } from './history-chain/acts-of-the-store.js';
import { recountsOf } from './recounting.js';
import { draftsOf, pendingNotice, type PendingNotice } from './notices.js';
import { Turns } from './turns.js';
import { waitingOf, type Waiting } from './work.js';
import {
  CHAIN_START,
  digestPersonalData,
  hashEvent,
  isDigestOf,
  saltedDigest,
  type Unhashed,
} from './history-chain/hash-chain.js';
import { digestState, foldOf, MIXED_FOLDS } from './history-chain/state-digest.js';
import { storedText } from '../kernel/canonical-json.js';

/** Without `If-Match`, contention is retried: 20 simultaneous votes need about this many tries to all count. */
const TRIES = 10;
const JITTER_MS = 8;
/** An event larger than this is refused: the broker takes batches of 512 KiB per partition. */
const EVENT_BYTES_MAX = 256 * 1024;

/**
 * What a command decides. It may read other aggregates first, knowing the state that it decides on; a repeat of the
 * command reads nothing. It writes nothing.
 */
export type Decided<E> = readonly E[] | Promise<readonly E[]>;
type Decide<S, E> = (state: S | undefined, moment: Moment) => Decided<E>;

/** A command as it is tried: again, when another writer was faster. */
interface Attempt<S, E extends DomainEvent> {
  readonly intent: Intent;
  readonly decide: Decide<S, E>;
  readonly repeats: Repeats<S, E> | undefined;
}

/** What was decided, by which command, on which state and when. */
interface Decision<S, E> {
  readonly intent: Intent;
  readonly head: AggregateHead<S> | undefined;
  readonly decided: readonly E[];
  readonly moment: Moment;
}

/** A decision as rows of the audit trail that are not chained yet, and the version they make. */
interface Recorded {
  readonly version: number;
  readonly events: readonly Unhashed[];
  readonly sequences: readonly TopicSequence[];
}

/** What a save leaves in the document, next to its events. */
interface Left<S> {
  readonly state: S;
  readonly claims: readonly Claim[];
  readonly dueAt: Date | undefined;
  readonly waiting: Waiting | undefined;
  /** Version of the fold that made the whole state. */
  readonly fold: number;
}

/** What a command would be decided on, if it came now. */
export interface Foreseen<S> {
  readonly state: S;
  readonly moment: Moment;
}

/** What an erasure has found. */
interface Erasing<S> {
  readonly intent: Intent;
  readonly erasure: Erasure;
  readonly erased: Erased;
  readonly head: AggregateHead<S>;
  readonly live: LiveHistory;
  /** Archived events. */
  readonly before: readonly StoredEvent[];
}

/** What a store needs from its service. */
export interface StoreEnvironment {
  documents<S, E extends DomainEvent>(type: AggregateType<S, E>): AggregateDocuments<S>;
  moment(): Moment;
  /** Refuses (403, 404) unless the permission table lets the caller do this on that resource. */
  checkAccess(asking: Asking, id: string, state: unknown): void;
  /** Whether the permission table lets the caller do this on that resource. */
  holds(asking: Asking, state: unknown): boolean;
  /** The same as conditions, for lists: alternatives, of which one has to hold. */
  visibleTo(asking: Asking, own: boolean): readonly Where[];
  /** The live history has grown past its bounds: older events should be archived. */
  onLargeDocument?(type: string, id: string): void;
}

/**
 * Loads an aggregate, lets the domain decide, and saves state and events in one write. One cause (a command id, a
 * consumed event's id) changes an aggregate once: a caller that repeats it gets the answer of the first time.
 */
export class AggregateStore<S extends object, E extends DomainEvent> {
  private readonly documents: AggregateDocuments<S>;
  /** Writers of this process that lost a race retry one after another, so that they do not lose to each other again. */
  private readonly turns = new Turns();

  constructor(
    readonly type: AggregateType<S, E>,
    private readonly environment: StoreEnvironment,
  ) {
    this.documents = environment.documents(type);
  }

  /** For the system's own use: no permission is checked. */
  find(id: string): Promise<Snapshot<S> | undefined> {
    return this.documents.find(id);
  }

  /** As `find`, and never older than what was acknowledged before: for acts on other aggregates that rest on it. */
  async newest(id: string): Promise<Snapshot<S> | undefined> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const found = await this.documents.find(id);
      if (await this.documents.isAt(id, found?.version)) return found;
    }
    throw this.contention(id);
  }

  /** @throws Refusal 404 when it is not there, or the caller may not know of it */
  async get(id: string, asking: Asking): Promise<Snapshot<S>> {
    const found = await this.documents.find(id);
    if (found === undefined) throw notFound(this.type.name, id);
    this.environment.checkAccess(asking, id, found.state);
    return found;
  }

  /** The audit trail, for callers that may see the aggregate. @throws Refusal as `get` */
  async history(id: string, asking: Asking): Promise<readonly StoredEvent[]> {
    await this.get(id, asking);
    return (await this.documents.history(id)).map(readable);
  }

  /** For the system's own use: no permission is checked. */
  list(query: ListQuery): Promise<readonly Snapshot<S>[]> {
    return this.documents.list(query);
  }

  /** All of them in the order of creation, read in pages of `atOnce`; for the system's own use. */
  async *each(where: Where, atOnce = 200): AsyncGenerator<Snapshot<S>> {
    for (let after: string | undefined; ;) {
      const page = await this.list({
        where,
        sortBy: '_id',
        descending: false,
        limit: atOnce,
        ...(after !== undefined && { after: { value: after, id: after } }),
      });
      yield* page;
      after = page.at(-1)?.id;
      if (page.length < atOnce) return;
    }
  }

  /** A page of what the caller may see. @param own without what every caller may see */
  async listFor(asking: Asking, query: ListQuery, own = false): Promise<readonly Snapshot<S>[]> {
    const anyOf = this.environment.visibleTo(asking, own);
    return anyOf.length === 0 ? [] : this.documents.list({ ...query, anyOf });
  }

  /** For lists, where a "no" is not a refusal. */
  isSeenBy(asking: Asking, state: S): boolean {
    return this.environment.holds(asking, state);
  }

  due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]> {
    return this.documents.due(until, limit);
  }

  /** A new aggregate. @throws Refusal 409 `<NAME>_EXISTS` when another cause made it first */
  create(intent: Intent, decide: (moment: Moment) => Decided<E>): Promise<Snapshot<S>> {
    return this.save(intent, (state, moment) => {
      if (state !== undefined) throw this.exists(intent.id);
      return decide(moment);
    });
  }

  /**
   * An existing aggregate.
   * @param repeats for a command of whose request nothing may be kept
   * @throws Refusal 404, 412 when `If-Match` does not hold, 409 and 422 from the rules
   */
  change(
    intent: Intent,
    decide: (state: S, moment: Moment) => Decided<E>,
    repeats?: Repeats<S, E>,
  ): Promise<Snapshot<S>> {
    const decideExisting: Decide<S, E> = (state, moment) => {
      if (state === undefined) throw notFound(this.type.name, intent.id);
      return decide(state, moment);
    };
    return this.save(intent, decideExisting, repeats);
  }

  /**
   * Asks whether `change` would be refused now, for a command with a costly part. Nothing is written and nothing
   * promised: `change` decides later.
   * @returns the state and the moment it was judged by; undefined when this cause has changed the aggregate already
   * @throws Refusal as `change`
   */
  async foresee(intent: Intent, decide: (state: S, moment: Moment) => unknown): Promise<Foreseen<S> | undefined> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const head = await this.documents.head(intent.id, intent.causationId);
      if (head?.seen) return undefined;
      const moment = this.environment.moment();
      const foreseen = await this.judged(intent.id, head, async () => {
        if (head === undefined) throw notFound(this.type.name, intent.id);
        this.admit(intent, head);
        await decide(head.state, moment);
        return { state: head.state, moment };
      });
      if (foreseen !== undefined) return foreseen;
    }
    throw this.contention(intent.id);
  }

  /** A new or an existing aggregate. Deciding nothing writes nothing. */
  async save(intent: Intent, decide: Decide<S, E>, repeats?: Repeats<S, E>): Promise<Snapshot<S>> {
    const attempt = { intent, decide, repeats };
    // A writer that does not queue behind those that wait for their turn would only make them lose again.
    const first = this.turns.isTaken(intent.id) ? undefined : await this.attempt(attempt);
    return first ?? this.turns.take(intent.id, () => this.retry(attempt));
  }

  /**
   * Takes personal data out of history and state; the chain holds, because it rests on digests. The history says that
   * it happened, when and why. An erasure that fails half-way is completed by its repeat.
   * @returns how many events held some
   * @throws Refusal 404
   */
  async erase(intent: Intent, erasure: Erasure): Promise<number> {
    const asked = erasedBy(erasure, this.type);
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const head = await this.documents.head(intent.id, intent.causationId);
      const live = await this.documents.live(intent.id);
      if (head === undefined || live === undefined) throw notFound(this.type.name, intent.id);
      const before = await this.documents.archived(intent.id, live.archived?.events ?? 0);
      const affected = [...before, ...live.events].filter((event) => asked(event).length > 0);
      const erased = withRequests(asked, affected);
      const isDone = head.seen || affected.length === 0;
      if (
        !isDone &&
        (head.version !== live.version || !(await this.eraseLive({ intent, erasure, erased, head, live, before })))
      )
        continue;
      await this.documents.eraseArchived(intent.id, head.version + 1, erased);
      return affected.length;
    }
    throw this.contention(intent.id);
  }

  private eraseLive({ intent, erasure, erased, head, live, before }: Erasing<S>): Promise<boolean> {
    const { reason } = erasure;
    const paths = [...before, ...live.events].map(erasedBy(erasure, this.type)).filter((found) => found.length > 0);
    const data = { events: paths.length, paths: [...new Set(paths.flat())].sort() };
    const act = { type: PERSONAL_DATA_ERASED, data, reason } as unknown as E;
    const recorded = this.record({ intent, head, decided: [act], moment: this.environment.moment() });
    const kept = live.events.map((event) => withoutPersonalData(event, erased));
    const past = before.map((event) => withoutPersonalData(event, erased));
    const left = this.left(stateAfter(this.type, undefined, [...past, ...kept]), this.fold);
    const events = [...kept, ...this.chained(intent.id, head, recorded, left)];
    const { state, dueAt, waiting } = left;
    return this.documents.erase({ id: intent.id, live, events, state, claims: keysOf(left), dueAt, waiting, erased });
  }

  /**
   * Makes the state again from the whole history, where another version of the fold made it. The history says so. What
   * the store holds has to be verified before: this would cover an alteration.
   * @returns false when there is nothing to do, or the document has moved on from `expectedVersion`
   * @throws Refusal 404, 409 when another aggregate holds a claim of the new state
   */
  async refold(intent: Intent & { readonly expectedVersion: number }): Promise<boolean> {
    const head = await this.documents.head(intent.id, intent.causationId);
    if (head === undefined) throw notFound(this.type.name, intent.id);
    if (head.seen || head.fold === this.fold || head.version !== intent.expectedVersion) return false;
    const left = this.left(stateAfter(this.type, undefined, await this.documents.history(intent.id)), this.fold);
    const changed = storedText(left.state) !== storedText(head.state);
    const data = { ...(head.fold !== undefined && { from: head.fold }), to: this.fold, changed };
    const act = { type: STATE_REFOLDED, data } as unknown as E;
    const decision = { intent, head, decided: [act], moment: this.environment.moment() };
    return this.store(decision, this.record(decision), left);
  }

  /**
   * Counts the provisional deadlines again, by the calendar that holds now. The history says which moved.
   * @returns how many are other now, or no longer provisional
   * @throws Refusal 404
   */
  async recount(intent: Intent): Promise<number> {
    let count = 0;
    await this.save(intent, (state, { calendar }) => {
      const deadlines = state === undefined ? [] : recountsOf(state, calendar);
      count = deadlines.length;
      return count === 0 ? [] : [{ type: DEADLINES_RECOUNTED, data: { deadlines } } as unknown as E];
    });
    return count;
  }

  private get fold(): number {
    return foldOf(this.type);
  }

  private left(state: S, fold: number): Left<S> {
    const { claims, dueAt, work } = this.type;
    return { state, claims: claims?.(state) ?? [], dueAt: dueAt?.(state), waiting: waitingOf(work, state), fold };
  }

  /** What people are to be told of these events: it is saved with them, so that none is lost and none is made up. */
  private untold(
    { intent: { id, actor }, head, moment, decided }: Decision<S, E>,
    { events }: Recorded,
    state: S,
  ): readonly PendingNotice[] {
    const { notices, path, name } = this.type;
    if (notices === undefined) return [];
    const about = { kind: name, id, path: path?.(state, id) ?? '' };
    const told = { ...(head !== undefined && { before: head.state }), state, moment };
    return decided.flatMap((event, i) => {
      const drafts = draftsOf(notices, { ...told, event: { ...event, at: moment.at, actor } });
      const cause = events[i]?.id;
      return drafts.map((draft) => ({ ...pendingNotice(about, draft, moment.at), ...(cause && { cause }) }));
    });
  }

  /** @returns undefined when another writer was faster */
  private async attempt({ intent, decide, repeats }: Attempt<S, E>): Promise<Snapshot<S> | undefined> {
    const head = await this.documents.head(intent.id, intent.causationId);
    if (head?.seen && (repeats === undefined || repeats.isAnswered(head.state))) return this.repeat(intent, repeats);
    const moment = this.environment.moment();
    const events = await this.judged(intent.id, head, async () => {
      this.admit(intent, head);
      return decide(head?.state, moment);
    });
    if (events === undefined) return undefined;
    if (head?.seen)
      throw new Error(`A repeat of ${intent.operation} on ${this.type.name} ${intent.id} was not refused.`);
    if (events.length === 0)
      return (await this.documents.isAt(intent.id, head?.version)) ? this.unchanged(intent.id, head) : undefined;
    const { requestHash: _, ...untold } = intent;
    return this.write({ intent: repeats === undefined ? intent : untold, head, decided: events, moment });
  }

  private async retry({ intent, decide, repeats }: Attempt<S, E>): Promise<Snapshot<S>> {
    for (let attempt = 2; attempt <= TRIES; attempt++) {
      const saved = await this.attempt({ intent, decide, repeats });
      if (saved !== undefined) return saved;
      await sleep(Math.random() * JITTER_MS * attempt);
    }
    throw this.contention(intent.id);
  }

  /**
   * The write checks what it was decided on. A refusal writes nothing, so its head is checked here: a caller must not
   * be refused by a state that was past before they asked.
   * @returns undefined when the head was not the newest
   */
  private async judged<R>(id: string, head: AggregateHead<S> | undefined, judge: () => Promise<R>) {
    try {
      return await judge();
    } catch (error) {
      if (!(error instanceof Refusal) || (await this.documents.isAt(id, head?.version))) throw error;
      return undefined;
    }
  }

  private contention(id: string): Refusal {
    return unavailable('CONTENTION', `Too many writers on ${this.type.name} ${id}: try again.`);
  }

  private admit(intent: Intent, head: AggregateHead<S> | undefined): void {
    if (head === undefined) return;
    this.checkAccess(intent, head.state);
    if (intent.expectedVersion === undefined) return;
    const known = this.type.versionFor?.(head.state, head.version, intent.actor) ?? head.version;
    if (intent.expectedVersion !== known) {
      const standing = this.type.standing?.(head.state);
      const now = standing === undefined ? `${known}` : `${known} (${standing})`;
      const detail = `If-Match names version ${intent.expectedVersion}, the ${this.type.name} is at ${now}: read it again.`;
      throw new Refusal('stale', 'VERSION_STALE', detail);
    }
  }

  private checkAccess(intent: Intent, state: S): void {
    if (intent.actor.kind === 'system') return;
    this.environment.checkAccess({ actor: intent.actor, operation: intent.operation ?? '' }, intent.id, state);
  }

  /**
   * The answer of the first time: the state as it was after that cause, whatever has happened since.
   * @returns undefined when the history no longer has that cause
   */
  private async repeat(intent: Intent, repeats: Repeats<S, E> | undefined): Promise<Snapshot<S> | undefined> {
    const { from, events } = await this.eventsWith(intent.id, intent.causationId);
    const first = events.findIndex((event) => event.causationId === intent.causationId);
    const last = events.findLastIndex((event) => event.causationId === intent.causationId);
    const answered = events[last];
    // The head came from a primary that was deposed since, and the write was rolled back: it has not happened.
    if (answered === undefined) return undefined;
    const state = stateAfter(this.type, from, events.slice(0, last + 1));
    // Access is checked as of the first time: callers that lost it since get the same answer again, and nothing newer.
    this.checkAccess(intent, foldFrom(this.type, from, events.slice(0, first)) ?? state);
    const isSame = repeats?.isSame(answered as unknown as E) ?? asksForTheSame(answered, intent);
    if (!isSame) {
      throw invalid('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request: take a new one.');
    }
    return { id: intent.id, version: answered.version, state };
  }

  /** The live events and the state before them, if the cause is among them; else the whole history. */
  private async eventsWith(id: string, causationId: string) {
    const live = await this.documents.live(id);
    if (live?.events.some((event) => event.causationId === causationId) !== true)
      return { from: undefined, events: await this.documents.history(id) };
    return { from: await stateBefore(this.documents, this.type, id, live), events: live.events };
  }

  private unchanged(id: string, head: AggregateHead<S> | undefined): Snapshot<S> {
    if (head === undefined) throw notFound(this.type.name, id);
    return { id, version: head.version, state: head.state };
  }

  private async write(decision: Decision<S, E>): Promise<Snapshot<S> | undefined> {
    const { intent, head } = decision;
    const recorded = this.record(decision);
    const state = stateAfter(this.type, head?.state, recorded.events);
    if (head === undefined) this.checkAccess(intent, state);
    // A state that another version of the fold began stays with both, until it is made again from its whole history.
    const fold = head === undefined || head.fold === this.fold ? this.fold : MIXED_FOLDS;
    const saved = await this.store(decision, recorded, this.left(state, fold));
    return saved ? { id: intent.id, version: recorded.version, state } : undefined;
  }

  private async store(decision: Decision<S, E>, recorded: Recorded, left: Left<S>): Promise<boolean> {
    const { intent, head } = decision;
    const { id, causationId } = intent;
    const { version, sequences } = recorded;
    const { state, dueAt, waiting } = left;
    const claims = keysOf(left);
    const untold = this.untold(decision, recorded, state);
    const events = this.chained(id, head, recorded, left);
    const out = events.filter((event) => event.topic !== undefined);
    const made = { state, out, claims, sequences };
    const found = { ...(dueAt && { dueAt }), ...(waiting && { waiting }), ...(untold.length > 0 && { untold }) };
    const document = { ...made, ...found, _id: id, version, history: events };
    const change = { ...made, id, fromVersion: head?.version ?? 0, events, dueAt, waiting, untold, causationId };
    const writing = head === undefined ? this.documents.insert(document) : this.documents.update(change);
    const written = await writing.catch((error: unknown) => {
      throw error instanceof ClaimTaken ? this.taken(error, left.claims) : error;
    });
    if (written && head !== undefined && (head.liveEvents >= LIVE_EVENTS_MAX || head.bytes >= HISTORY_BYTES_MAX)) {
      this.environment.onLargeDocument?.(this.type.name, id);
    }
    return written;
  }

  /** Chains the events of a save, the last with a digest of what the save leaves. */
  private chained(
    id: string,
    head: AggregateHead<S> | undefined,
    { version, events, sequences }: Recorded,
    left: Left<S>,
  ): readonly StoredEvent[] {
    const { collection } = this.type;
    const { state, dueAt, fold } = left;
    const acted = { collection, id, version, state: state as object, claims: keysOf(left), sequences, dueAt };
    let previous = head?.lastHash ?? CHAIN_START;
    return events.map((event, i): StoredEvent => {
      const whole = i < events.length - 1 ? event : { ...event, stateDigest: digestState(fold, acted) };
      previous = hashEvent(previous, whole);
      return { ...whole, hash: previous };
    });
  }

  /** Turns decided events into rows of the audit trail: numbered, bounded, and fit to be published. */
  private record({ intent, head, decided, moment: { at } }: Decision<S, E>): Recorded {
    const version = (head?.version ?? 0) + 1;
    const sequences = new Map(head?.sequences.map((row) => [row.topic, row.last]));
    const correlationId = head?.correlationId ?? intent.correlationId ?? intent.id;
    const events = decided.map((event, i): Unhashed => {
      const unhashed: Unhashed = {
        id: newId(),
        type: event.type,
        at,
        actor: asStored(intent.actor),
        ...(event.reason !== undefined && { reason: event.reason }),
        data: jsonOf(event.data),
        ...(event.details !== undefined && { details: jsonOf(event.details) }),
        correlationId,
        causationId: intent.causationId,
        traceparent: intent.traceparent ?? newTraceparent(),
        version,
        ...this.publication(event, sequences),
      };
      const digests = {
        ...digestPersonalData(unhashed, erasablePaths(this.type, unhashed)),
        ...(i === decided.length - 1 &&
          intent.requestHash !== undefined && { [REQUEST]: saltedDigest(intent.requestHash) }),
      };
      return this.bounded(Object.keys(digests).length === 0 ? unhashed : { ...unhashed, digests });
    });
    return { version, events, sequences: [...sequences].map(([topic, last]) => ({ topic, last })) };
  }

  private publication(event: E, sequences: Map<string, number>): Partial<StoredEvent> {
    const definition = this.type.publishes.find((candidate) => candidate.name === event.type);
    if (definition === undefined) return {};
    checkPublishable(definition, event.data);
    const sequence = (sequences.get(definition.topic) ?? 0) + 1;
    sequences.set(definition.topic, sequence);
    return { topic: definition.topic, ceType: definition.type, sequence };
  }

  private bounded(event: Unhashed): Unhashed {
    const bytes =
      Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(JSON.stringify(event.details ?? null));
    if (bytes > EVENT_BYTES_MAX) {
      throw invalid(
        'EVENT_TOO_LARGE',
        `What ${event.type} would record has ${bytes} bytes; ${EVENT_BYTES_MAX} are allowed.`,
      );
    }
    return event;
  }

  private taken(error: ClaimTaken, claims: readonly Claim[]): Refusal {
    const claim = error.refusedBy(claims);
    return wrongState(claim?.code ?? 'CLAIM_TAKEN', claim?.detail ?? 'Something that must be unique is taken.');
  }

  private exists(id: string): Refusal {
    return wrongState(
      `${this.type.name.toUpperCase().replaceAll(' ', '_')}_EXISTS`,
      `The ${this.type.name} ${id} exists already.`,
    );
  }
}

const keysOf = ({ claims }: { readonly claims: readonly Claim[] }): readonly string[] => claims.map(({ key }) => key);

/** Id of the aggregate that a cause creates: the same cause always means the same aggregate. */
export const createdBy = (type: string, causationId: string): string => derivedId(type, causationId);

/** Only the actor's id: names and addresses have no place in an audit trail that is kept forever. */
const asStored = (actor: Intent['actor']): Intent['actor'] =>
  actor.kind === 'system'
    ? { kind: 'system', sub: actor.sub }
    : { kind: 'person', sub: actor.sub, ...(actor.org !== undefined && { org: actor.org }), roles: [...actor.roles] };

/** Compares the request with that of the first time; one whose salt was erased can no longer be told from others. */
function asksForTheSame({ digests, requestHash }: StoredEvent, intent: Intent): boolean {
  const kept = digests?.[REQUEST];
  if (kept === undefined) return requestHash === intent.requestHash;
  return isDigestOf(kept, intent.requestHash) ?? true;
}

/** As the store would give it back: no `undefined`, no class instances, dates as text. */
const jsonOf = (value: object): object => JSON.parse(JSON.stringify(value)) as object;
