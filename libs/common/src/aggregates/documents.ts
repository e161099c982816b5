import type { Where } from '../kernel/field-filter.js';
import type { Claim } from './aggregate-type.js';
import type { StoredEvent } from '../events/stored-event.js';
import type { Erased } from './erasure/erasure.js';
import type { PendingNotice } from './notices.js';
import type { Waiting } from './work.js';

/** The one document of an aggregate: state, audit trail and outbox together (ARCHITECTURE, rule 1). */
export interface AggregateDocument<S> {
  readonly _id: string;
  readonly version: number;
  readonly state: S;
  readonly history: readonly StoredEvent[];
  /** The published events of the newest save: what the relay reads. */
  readonly out: readonly StoredEvent[];
  readonly claims: readonly string[];
  readonly dueAt?: Date;
  /** Highest sequence given out per topic. */
  readonly sequences: readonly TopicSequence[];
  /** Absent while the whole history is live. */
  readonly archived?: Archived;
  /** How often personal data was erased; absent for never. */
  readonly erasures?: number;
  /** What waits for people; made from the state, and absent for nothing. */
  readonly waiting?: Waiting;
  /** Notices that the courier has not fetched yet; absent for never any. */
  readonly untold?: readonly PendingNotice[];
}

/** What has left a document for the archive: its oldest events, up to the end of a save. */
export interface Archived {
  readonly events: number;
  /** Of the last archived save; the archive holds the state after it. */
  readonly version: number;
  /** Of the last archived event: what the live chain starts from. */
  readonly lastHash: string;
}

/** The live part of a history and what it follows, in one read. */
export interface LiveHistory {
  readonly version: number;
  readonly events: readonly StoredEvent[];
  readonly archived?: Archived;
  readonly erasures: number;
}

/** The oldest live events, which are to leave the document. */
export interface ArchiveCut<S> {
  readonly id: string;
  /** What the archiver saw when it decided. */
  readonly live: LiveHistory;
  readonly events: readonly StoredEvent[];
  /** The state after them. */
  readonly snapshot: S;
}

/** A document without some of its personal data. */
export interface ErasedDocument<S> {
  readonly id: string;
  /** What was read when the erasure was decided. */
  readonly live: LiveHistory;
  /** The live events without the data, then the event that records the erasure. */
  readonly events: readonly StoredEvent[];
  readonly state: S;
  readonly claims: readonly string[];
  readonly dueAt: Date | undefined;
  readonly waiting: Waiting | undefined;
  /** For the outbox: its published events may carry details. */
  readonly erased: Erased;
}

export interface TopicSequence {
  readonly topic: string;
  readonly last: number;
}

/** What a command needs of a document; never its whole history. */
export interface AggregateHead<S> {
  readonly version: number;
  readonly state: S;
  readonly sequences: readonly TopicSequence[];
  readonly lastHash: string;
  /** Version of the fold that made the state; absent when no save has recorded one. */
  readonly fold?: number;
  readonly correlationId: string;
  /** The cause asked about has changed this aggregate already. */
  readonly seen: boolean;
  readonly liveEvents: number;
  /** Of the live history. */
  readonly bytes: number;
}

/** A save of an existing document. */
export interface AggregateChange<S> {
  readonly id: string;
  readonly fromVersion: number;
  readonly state: S;
  readonly events: readonly StoredEvent[];
  readonly out: readonly StoredEvent[];
  readonly claims: readonly string[];
  readonly dueAt: Date | undefined;
  readonly waiting: Waiting | undefined;
  /** What people are to be told of this save. */
  readonly untold: readonly PendingNotice[];
  readonly sequences: readonly TopicSequence[];
  readonly causationId: string;
}

/** A page of a list. Fields are paths of the document (`state.status`), all of them declared `indexed`. */
export interface ListQuery {
  readonly where: Where;
  /** One of these holds as well; absent for no such restriction, empty for no document at all. */
  readonly anyOf?: readonly Where[];
  /** A path, or `_id` (time of creation); ties fall to `_id`. */
  readonly sortBy: string;
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: { readonly value: unknown; readonly id: string };
}

export interface ListedDocument<S> {
  readonly id: string;
  readonly version: number;
  readonly state: S;
}

/** Another aggregate holds one of the claims of this save; nothing was written. */
export class ClaimTaken extends Error {
  constructor(readonly key: string | undefined) {
    super(`Claim taken: ${key ?? 'unknown'}`);
  }

  refusedBy(claims: readonly Claim[]): Claim | undefined {
    return claims.find((claim) => claim.key === this.key) ?? claims[0];
  }
}

/**
 * The store under an aggregate type: one document per aggregate, every write atomic and durable (majority, journal)
 * when the promise resolves. A promise that rejects with a network error leaves open whether the write happened: the
 * caller repeats with the same cause, and `seen` answers it.
 */
export interface AggregateDocuments<S> {
  /**
   * `seen` covers the whole history, archived events included. It is read no earlier than the version, so a repeat
   * cannot slip between the two: an archived event was live before, and a document that no longer has it was read after
   * the copy was made.
   */
  head(id: string, causationId: string): Promise<AggregateHead<S> | undefined>;

  /**
   * Whether the document is at this version now, or is not there for `undefined`. After an election, and on a primary
   * that was cut off, `head` may be older than what was acknowledged. A write finds that out; this does, too.
   */
  isAt(id: string, version: number | undefined): Promise<boolean>;

  /** The newest state, for reads. */
  find(id: string): Promise<ListedDocument<S> | undefined>;

  /** The whole audit trail, oldest first, archived events included. */
  history(id: string): Promise<readonly StoredEvent[]>;

  /** What has not been archived. */
  live(id: string): Promise<LiveHistory | undefined>;

  /** The first `count` events of a history, all of them archived. */
  archived(id: string, count: number): Promise<readonly StoredEvent[]>;

  /** The state after an archived save, when the newest cut was there. */
  snapshot(id: string, version: number): Promise<S | undefined>;

  /**
   * Copies the events to the archive, then takes them out of the document, in this order and durably. Commands do not
   * notice: version, outbox and the newest event stay, and a save in between loses nothing.
   * @returns false when another cut or an erasure came after `live` was read; the copies are then ignored
   */
  archive(cut: ArchiveCut<S>): Promise<boolean>;

  /**
   * Writes the next version without the data, only if nothing was saved, cut or erased since `live` was read. The relay
   * does not notice. The archive is the next step: `eraseArchived`.
   * @returns false when it did not write
   */
  erase(document: ErasedDocument<S>): Promise<boolean>;

  /** The same in the archive, snapshot included; repeatable. An archiver that was paused brings nothing back. */
  eraseArchived(id: string, version: number, erased: Erased): Promise<void>;

  /** Ids of documents with more than 200 live events. */
  overgrown(limit: number): Promise<readonly string[]>;

  /**
   * @returns false when the id exists: two racing creations of one id leave one document
   * @throws ClaimTaken when a claim is held by another aggregate; 32 racers on one claim leave one winner
   */
  insert(document: AggregateDocument<S>): Promise<boolean>;

  /**
   * Writes only if the version is still `fromVersion` and the cause is not in the live history. A second delivery of an
   * event that passed every other guard stops here. `head` has checked archived causes: with the version, the history
   * is unchanged.
   * @returns false when it did not write
   * @throws ClaimTaken
   */
  update(change: AggregateChange<S>): Promise<boolean>;

  list(query: ListQuery): Promise<readonly ListedDocument<S>[]>;

  /** Ids and due instants that have come, earliest first. */
  due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]>;
}
