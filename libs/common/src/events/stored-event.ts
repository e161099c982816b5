import type { Actor } from '../kernel/actor.js';

/** One row of the audit trail. What was erased is null, `actor.sub` and `reason` included. */
export interface StoredEvent {
  readonly id: string;
  /** Name of the event type: `ApplicationAccepted`. */
  readonly type: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly reason?: string;
  readonly data: object;
  readonly details?: object;
  /** Unsalted SHA-256 of the request: only in histories of before ADR 0032. Since then it is `digests.requestHash`. */
  readonly requestHash?: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string;
  /** The aggregate's version after the save this event was part of. */
  readonly version: number;
  /**
   * Salted digests of personal data by path; they stand in the hash for values that may be erased. `requestHash` is
   * that of the command's request, on its last event only; the request itself is not kept.
   */
  readonly digests?: Readonly<Record<string, { readonly salt: string; readonly digest: string }>>;
  /** What the save left in the document, on the last event of a save only; its salt is not part of the hash. */
  readonly stateDigest?: { readonly fold: number; readonly salt: string; readonly digest: string };
  /** SHA-256 over the previous event's hash and this event. */
  readonly hash: string;
  /** On published events only. */
  readonly topic?: string;
  /** CloudEvents type, on published events only. */
  readonly ceType?: string;
  /** 1, 2, 3 … per aggregate and topic, on published events only. */
  readonly sequence?: number;
}
