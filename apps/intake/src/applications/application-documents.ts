import { Injectable } from '@nestjs/common';
import { DocumentStore } from '#common/store/files.js';
import { Metrics } from '#common/observability/metrics.js';
import { SecurityLog } from '#common/observability/security-log.js';
import { VirusScanner } from '#common/store/content/virus-scanner.js';
import { Stores } from '#common/aggregates/stores.js';

/** The bytes of attached documents. */
@Injectable()
export class ApplicationDocuments extends DocumentStore {
  constructor(stores: Stores, metrics: Metrics, security: SecurityLog, scanner: VirusScanner) {
    const onAltered = (fileId: string): void => {
      metrics.documentsAltered.inc();
      security.altered(fileId);
    };
    super(stores.db, undefined, onAltered, scanner);
  }
}
