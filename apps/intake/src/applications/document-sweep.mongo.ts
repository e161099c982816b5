import { Injectable } from '@nestjs/common';
import type { Chore } from '#common/service/housekeeping.js';
import { ApplicationDocuments } from './application-documents.js';
import { ApplicationUploads } from './application-uploads.js';

const HOUR_MS = 3_600_000;
/** Younger than this, a document may belong to a command that is still on its way. */
const SPARED_MS = 24 * HOUR_MS;

/**
 * Removes files that no application stands on: uploads without a command, what a draft has replaced, what was erased.
 * Most are gone long before; this finds what a crash left.
 */
@Injectable()
export class SweepDocuments implements Chore {
  readonly name = 'sweep documents';
  readonly everyMs = HOUR_MS;

  constructor(
    private readonly documents: ApplicationDocuments,
    private readonly uploads: ApplicationUploads,
  ) {}

  async run(): Promise<void> {
    await this.uploads.settleLapsed();
    // Uploads are dated by the wall clock, wherever business time has been moved to.
    await this.documents.sweep((ids) => this.uploads.named(ids), new Date(Date.now() - SPARED_MS));
    await this.uploads.forgetOldDays();
  }
}
