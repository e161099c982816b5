import type mongoose from 'mongoose';
import { verifyAuditTrails, type AuditReport } from '../aggregates/verify-histories.js';
import type { ServiceName } from '../events/define-event.js';

/** The histories of one service. */
export class AuditTrails {
  constructor(
    readonly service: ServiceName,
    readonly db: mongoose.mongo.Db,
    readonly collections: readonly string[],
  ) {}

  verify(): Promise<AuditReport> {
    return verifyAuditTrails(this.db, this.collections);
  }
}
