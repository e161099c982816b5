import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { IncomingDocument } from '#common/http/meta.js';
import type { Moment } from '#common/kernel/clock.js';
import { secondsLeftOfDay } from '#common/kernel/day.js';
import { DOCUMENT_BYTES_MAX } from '#common/kernel/document-types.js';
import { exhausted, Refusal, unavailable } from '#common/kernel/errors.js';
import { newFileId } from '#common/store/files.js';
import type { Upload } from '#common/store/upload-days.js';
import { ApplicationDocuments } from '../applications/application-documents.js';
import { ApplicationUploads, COMMIT_WITHIN_MS } from '../applications/application-uploads.js';
import { documentFull } from './domain/storing.js';
import type { StoredFile } from './domain/vault-document.events.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';

interface Incoming {
  readonly businessNumber: string;
  readonly documentId: string;
  readonly document: IncomingDocument;
  /** What its versions may still grow by. */
  readonly bytesLeft: number;
  readonly moment: Moment;
}

/** The bytes first, then the command that refers to them, as with the documents of applications (ADR 0034). */
@Injectable()
export class VaultUploads {
  constructor(
    private readonly documents: ApplicationDocuments,
    private readonly uploads: ApplicationUploads,
  ) {}

  /**
   * @param command refers to the file; it runs once the bytes are there
   * @throws Refusal 429 and 507 when a quota has no room, and as `DocumentStore.save` and the command
   */
  async keep(
    incoming: Incoming,
    command: (file: StoredFile) => Promise<Snapshot<VaultDocumentState>>,
  ): Promise<Snapshot<VaultDocumentState>> {
    const { document } = incoming;
    const upload = await this.hold(incoming);
    const heldAt = Date.now();
    try {
      const { name } = document;
      const options = { fileId: upload.fileId, bytesMax: upload.bytes };
      const saved = await this.documents.save(document.stream, document.contentType, options);
      if (Date.now() - heldAt > COMMIT_WITHIN_MS)
        throw unavailable('UPLOAD_LAPSED', 'The upload took too long and was given up: send it again.');
      const done = await command({ ...saved, ...(name !== undefined && { name }) });
      // A repeat is answered as the first time: the document that counts is the first one.
      const counts = done.state.versions.some(({ fileId }) => fileId === upload.fileId);
      await (counts ? this.uploads.kept(upload, saved.bytes) : this.uploads.dropped(upload)).catch(() => undefined);
      return done;
    } catch (error) {
      // After a failure of the store the command may still take effect: then the upload lapses.
      if (error instanceof Refusal || !(await this.mayCount(upload)))
        await this.uploads.dropped(upload).catch(() => undefined);
      throw error;
    }
  }

  /** Whether the bytes were stored, so that a command may have named them. */
  private mayCount({ fileId }: Upload): Promise<boolean> {
    return this.documents.bytesOf(fileId).then(
      (bytes) => bytes > 0,
      () => true,
    );
  }

  private async hold({ businessNumber, documentId, document, bytesLeft, moment }: Incoming): Promise<Upload> {
    const { policy, today, at } = moment;
    const dayBytesMax = policy['intake.supplierBytesPerDayMax'];
    const upload: Upload = {
      account: businessNumber,
      day: today,
      fileId: newFileId(),
      subject: documentId,
      bytes: document.bytes ?? DOCUMENT_BYTES_MAX,
    };
    const lacks = await this.uploads.hold(upload, { dayBytesMax, subjectBytesLeft: bytesLeft });
    if (lacks === 'subject') throw documentFull(policy['intake.applicationBytesMax']);
    if (lacks === undefined) return upload;
    throw exhausted(
      'UPLOADS_EXHAUSTED',
      `A supplier uploads at most ${dayBytesMax} bytes a day, those on their way included: go on tomorrow.`,
      secondsLeftOfDay(at),
    );
  }
}
