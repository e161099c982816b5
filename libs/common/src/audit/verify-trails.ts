import type mongoose from 'mongoose';
import { verifyAuditTrails, type AuditReport } from '../aggregates/verification/verify-histories.js';
import type { AnyType } from '../aggregates/verification/check-document.js';
import type { ServiceName } from '../events/define-event.js';
import type { EventKeys } from '../events/proofs/event-keys.js';
import { readAnchors } from './read-anchors.js';

export interface TrailsToVerify {
  readonly service: ServiceName;
  readonly db: mongoose.mongo.Db;
  readonly types: readonly AnyType[];
  /** By which the signatures of anchors are believed. */
  readonly keys: EventKeys;
}

/** All histories of a service against their documents, and both against the anchors of the service. */
export async function verifyTrails(
  { service, db, types, keys }: TrailsToVerify,
  onChecked?: (checked: number) => void,
): Promise<AuditReport> {
  const { heads, faults } = await readAnchors(db, service, keys);
  const report = await verifyAuditTrails(db, types, { onChecked, anchored: heads });
  return { ...report, invalid: [...report.invalid, ...faults] };
}
