import type mongoose from 'mongoose';
import type { AnyType } from '../aggregates/verification/check-document.js';
import type { AuditReport } from '../aggregates/verification/verify-histories.js';
import type { ServiceName } from '../events/define-event.js';
import type { EventKeys, SigningKey } from '../events/proofs/event-keys.js';
import { verifyTrails } from './verify-trails.js';

/** What signs anchors, and by what they are believed. */
export interface AnchorKeys {
  readonly signing: SigningKey;
  readonly known: EventKeys;
}

/** The histories of one service. */
export class AuditTrails {
  constructor(
    readonly service: ServiceName,
    readonly db: mongoose.mongo.Db,
    readonly types: readonly AnyType[],
    readonly keys: AnchorKeys,
  ) {}

  verify(): Promise<AuditReport> {
    return verifyTrails({ ...this, keys: this.keys.known });
  }
}
