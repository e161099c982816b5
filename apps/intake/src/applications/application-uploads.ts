import { Injectable } from '@nestjs/common';
import { namedFiles, removeUnnamed } from '#common/aggregates/named-files.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { Stores } from '#common/aggregates/stores.js';
import { addDays } from '#common/kernel/day.js';
import { UploadDays, type Room, type Upload } from '#common/store/upload-days.js';
import { ApplicationDocuments } from './application-documents.js';
import { vaultDocumentType } from '../vault/vault-document.type.js';
import { applicationType } from './application.type.js';

const HOUR_MS = 3_600_000;
/** An upload that was held for longer is given up: its process died, or lost the store. Wall clock. */
const LAPSES_MS = HOUR_MS;
/** No command refers to an upload that was held for longer; far from `LAPSES_MS`, whatever the clocks say. */
export const COMMIT_WITHIN_MS = LAPSES_MS / 2;
const DAYS_KEPT = 7;
/** Types of aggregates that share the files. */
const WITH_FILES = [applicationType, vaultDocumentType] as unknown as readonly AnyType[];

/** The uploads of suppliers: what they may still send, and what of it an application keeps. */
@Injectable()
export class ApplicationUploads {
  private readonly days: UploadDays;

  constructor(
    private readonly documents: ApplicationDocuments,
    private readonly stores: Stores,
  ) {
    this.days = new UploadDays(stores.db);
  }

  /** @returns which quota has no room for it; undefined when it is held. What lapsed takes no room. */
  async hold(upload: Upload, room: Room): Promise<'day' | 'subject' | undefined> {
    const lacks = await this.days.hold(upload, room);
    if (lacks === undefined || (await this.settleLapsed(upload.account)) === 0) return lacks;
    return this.days.hold(upload, room);
  }

  /** Ends an upload whose command was done. */
  async kept(upload: Upload, bytes: number): Promise<void> {
    await this.days.settle(upload, bytes);
  }

  /** Ends an upload of which nothing is kept. */
  async dropped(upload: Upload): Promise<void> {
    await this.documents.remove([upload.fileId]);
    await this.days.settle(upload, 0);
  }

  /** Removes those of these files that nothing stands on. */
  removeUnnamed(fileIds: readonly string[]): Promise<void> {
    return removeUnnamed(this.stores.db, WITH_FILES, this.documents, fileIds);
  }

  /** Those of these files that an application or the vault stands on. */
  named(fileIds: readonly string[]): Promise<ReadonlySet<string>> {
    return namedFiles(this.stores.db, WITH_FILES, fileIds);
  }

  /** Decides what became of uploads that were never settled: kept when an application names them. @returns how many */
  async settleLapsed(account?: string): Promise<number> {
    const lapsed = await this.days.lapsed(new Date(Date.now() - LAPSES_MS), account);
    const named = await this.named(lapsed.map(({ fileId }) => fileId));
    for (const upload of lapsed) {
      if (named.has(upload.fileId)) await this.kept(upload, await this.documents.bytesOf(upload.fileId));
      else await this.dropped(upload);
    }
    return lapsed.length;
  }

  forgetOldDays(): Promise<void> {
    return this.days.forget(addDays(this.stores.moment().today, -DAYS_KEPT));
  }
}
