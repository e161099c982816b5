import type mongoose from 'mongoose';
import type { AnchoredHead } from '../aggregates/verification/check-document.js';
import { headKey, wholeHistories, type Broken } from '../aggregates/verification/verify-histories.js';
import type { ServiceName } from '../events/define-event.js';
import type { StoredEvent } from '../events/stored-event.js';
import type { AuditAnchored } from '../events/definitions/audit-anchored.js';
import { whyNotSigned } from '../events/proofs/anchor-signature.js';
import type { EventKeys } from '../events/proofs/event-keys.js';
import { ANCHORS } from './anchor.js';

interface Part {
  readonly id: string;
  readonly data: AuditAnchored;
  readonly hash: string;
}

interface Sealed extends Part {
  readonly data: AuditAnchored & { readonly seal: NonNullable<AuditAnchored['seal']> };
}

export interface Anchors {
  /** The newest head of each history that a sealed anchor names. */
  readonly heads: ReadonlyMap<string, AnchoredHead>;
  readonly faults: readonly Broken[];
}

/** The anchors in the store: each part signed, each seal whole and following the one before it. */
export async function readAnchors(db: mongoose.mongo.Db, service: ServiceName, keys: EventKeys): Promise<Anchors> {
  const faults: Broken[] = [];
  const fault = (id: string, path: string, why: string): void =>
    void faults.push({ collection: ANCHORS, id, path, why });
  const scans = new Map<string, Part[]>();
  for await (const { id, events } of wholeHistories(db, ANCHORS))
    for (const event of events as readonly (StoredEvent | null)[]) {
      // An alteration can leave anything in the list; only what was signed is read further.
      const part = { id, data: event?.data as AuditAnchored, hash: event?.hash ?? '' };
      const why = await whyNotSigned(keys, service, part.data).catch((error: unknown) => String(error));
      // A part that was not signed names no head that could be believed.
      if (why !== undefined) fault(id, 'history.0.data', why);
      else scans.set(part.data.scan, [...(scans.get(part.data.scan) ?? []), part]);
    }
  const sealed = [...scans.values()].flat().filter(isSealed).toSorted(byTime);
  const heads = new Map<string, AnchoredHead>();
  for (const [i, { id, data }] of sealed.entries()) {
    const { seal, scan } = data;
    const parts = (scans.get(scan) ?? []).toSorted((a, b) => a.data.part - b.data.part);
    if (parts.length !== seal.parts || parts.some((part, n) => part.data.part !== n + 1))
      fault(id, 'history.0.data.seal.parts', `${parts.length} of its ${seal.parts} parts are there`);
    const before = sealed[i - 1];
    if (seal.previous?.hash !== before?.hash)
      fault(id, 'history.0.data.seal.previous', 'does not follow the anchor before it: one is missing or altered');
    for (const { collection, id: of, version, hash } of parts.flatMap((part) => part.data.heads))
      heads.set(headKey(collection, of), { version, hash, when: timeOf(data) });
  }
  return { heads, faults };
}

const isSealed = (part: Part): part is Sealed => part.data.seal !== undefined;

/** What an anchor closes: an instant, or 24:00 of its day. */
const timeOf = ({ day, until }: AuditAnchored): string => until ?? `${day}T15:00:00.000Z`;
const byTime = (a: Sealed, b: Sealed): number => (timeOf(a.data) < timeOf(b.data) ? -1 : 1);
