import type { Claim, StoredEvent } from './aggregate.js';

/** The one document of an aggregate: state, audit trail and outbox together (design.md §4). */
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
  readonly correlationId: string;
  /** The cause asked about has changed this aggregate already. */
  readonly seen: boolean;
  readonly liveEvents: number;
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
  readonly sequences: readonly TopicSequence[];
  readonly causationId: string;
}

export type FieldFilter =
  | string
  | number
  | boolean
  | { readonly in: readonly (string | number)[] }
  | { readonly gte?: string; readonly lte?: string };

/** A page of a list. Fields are paths of the document (`state.status`), all of them declared `indexed`. */
export interface ListQuery {
  readonly where: Readonly<Record<string, FieldFilter>>;
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

/** Someone else holds one of the claims of this save; nothing was written. */
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
 * caller repeats with the same cause, and `seen` tells.
 */
export interface AggregateDocuments<S> {
  /** `seen` is judged in the same read as the version, so that a repeat can never slip between the two. */
  head(id: string, causationId: string): Promise<AggregateHead<S> | undefined>;

  /** The newest state, for reads. */
  find(id: string): Promise<ListedDocument<S> | undefined>;

  /** The whole audit trail, oldest first. */
  history(id: string): Promise<readonly StoredEvent[]>;

  /**
   * False when the id exists: two racing creations of one id leave one document.
   * @throws ClaimTaken when a claim is held by another aggregate; 32 racers on one claim leave one winner
   */
  insert(document: AggregateDocument<S>): Promise<boolean>;

  /**
   * Writes only if the version is still `fromVersion` and the cause is not in the history: a second delivery of an
   * event that slipped past every other guard stops here. False when it did not write.
   * @throws ClaimTaken
   */
  update(change: AggregateChange<S>): Promise<boolean>;

  list(query: ListQuery): Promise<readonly ListedDocument<S>[]>;

  /** Ids and due instants that have come, earliest first. */
  due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]>;
}
