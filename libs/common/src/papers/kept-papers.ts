import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { namedFiles } from '../aggregates/named-files.js';
import { Stores } from '../aggregates/stores.js';
import type { AnyType } from '../aggregates/verification/check-document.js';
import { Metrics } from '../observability/metrics.js';
import { SecurityLog } from '../observability/security-log.js';
import { DocumentStore, type SavedDocument } from '../store/files.js';

/** Younger than this, a paper may belong to a command that is still on its way. */
const SPARED_MS = 24 * 3_600_000;

/** The bytes of papers that a service has made, and that people sign. */
@Injectable()
export class KeptPapers extends DocumentStore {
  constructor(
    private readonly stores: Stores,
    metrics: Metrics,
    security: SecurityLog,
  ) {
    // Not scanned for viruses: no byte of them comes from outside.
    super(stores.db, undefined, (fileId) => {
      metrics.documentsAltered.inc();
      security.altered(fileId);
    });
  }

  /** Before the command that names it: what no aggregate names is swept. */
  keep(pdf: Buffer): Promise<SavedDocument> {
    return this.save(Readable.from([pdf]), 'application/pdf');
  }

  /** All of its bytes. @throws Refusal 404; DocumentAltered when they are not those that were kept */
  async whole(paper: Pick<SavedDocument, 'fileId' | 'sha256'>): Promise<Buffer> {
    const { stream } = await this.open(paper.fileId, paper);
    return buffer(stream);
  }

  /** Removes papers that no aggregate of these types names: their command was refused, or they were made anew. */
  async sweepUnnamed(types: readonly AnyType[]): Promise<void> {
    // Files are dated by the wall clock, wherever business time has been moved to.
    await this.sweep((ids) => namedFiles(this.stores.db, types, ids), new Date(Date.now() - SPARED_MS));
  }
}
