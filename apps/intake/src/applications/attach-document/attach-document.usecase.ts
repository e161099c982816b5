import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Foreseen } from '#common/aggregates/aggregate-store.js';
import { withDocument, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { secondsLeftOfDay } from '#common/kernel/day.js';
import { DOCUMENT_BYTES_MAX } from '#common/kernel/document-types.js';
import { exhausted, Refusal, unavailable } from '#common/kernel/errors.js';
import { newFileId, type SavedDocument } from '#common/store/files.js';
import type { Upload } from '#common/store/upload-days.js';
import { ApplicationDocuments } from '../application-documents.js';
import { ApplicationUploads, COMMIT_WITHIN_MS } from '../application-uploads.js';
import { Applications } from '../applications.repository.js';
import { bytesWithout } from '../domain/application.rules.js';
import { attachDocument, ensureAttachable, storageFull } from '../domain/drafting.js';
import { placeOf, type Place } from '../domain/document-places.js';
import type { ApplicationState } from '../domain/application.state.js';

type AttachDocumentCommand = Command<Place & { readonly document: IncomingDocument }> & CommandMeta;
type Attached = Snapshot<ApplicationState>;

/**
 * The domain is asked before the body is read. Then come the bytes, then the command that refers to them: a crash in
 * between leaves a file without a reference, never a reference without a file. What the command refuses is removed at
 * once, and the sweep removes what a crash left.
 */
@Injectable()
export class AttachDocument {
  constructor(
    private readonly applications: Applications,
    private readonly documents: ApplicationDocuments,
    private readonly uploads: ApplicationUploads,
  ) {}

  async execute(command: AttachDocumentCommand): Promise<Attached> {
    const { document, ...place } = command.data;
    const bytes = document.bytes ?? 0;
    const foreseen = await this.applications.foresee(command, (application, moment) =>
      ensureAttachable(application, { ...place, bytes }, moment),
    );
    if (foreseen === undefined) return this.repeat(command);
    const upload = await this.hold(command, foreseen);
    const heldAt = Date.now();
    const saved = await this.documents
      .save(document.stream, document.contentType, { fileId: upload.fileId, bytesMax: upload.bytes })
      .catch(async (error: unknown) => {
        await this.drop(upload);
        throw error;
      });
    return this.attach(command, saved, upload, heldAt);
  }

  /** This command was done before: its document is compared with the first one, and not kept again. */
  private async repeat({ data, ...command }: AttachDocumentCommand): Promise<Attached> {
    const known = await this.documents.identify(data.document.stream, data.document.contentType);
    return this.applications.change(withDocument(command, known), () => {
      // The store lost the first write with its primary: this time the document has to be kept.
      throw unavailable('CONTENTION', 'The document was lost on the way: send it again.');
    });
  }

  /** @throws Refusal 429 and 507 when a quota has no room for it */
  private async hold({ id, data }: AttachDocumentCommand, { state, moment }: Foreseen<ApplicationState>) {
    const { policy, today, at } = moment;
    const subjectBytesMax = policy['intake.applicationBytesMax'];
    const dayBytesMax = policy['intake.supplierBytesPerDayMax'];
    const upload: Upload = {
      account: state.supplier.businessNumber,
      day: today,
      fileId: newFileId(),
      subject: id,
      bytes: data.document.bytes ?? DOCUMENT_BYTES_MAX,
    };
    const subjectBytesLeft = subjectBytesMax - bytesWithout(state, placeOf(data));
    const lacks = await this.uploads.hold(upload, { dayBytesMax, subjectBytesLeft });
    if (lacks === 'subject') throw storageFull(subjectBytesMax);
    if (lacks === 'day') {
      throw exhausted(
        'UPLOADS_EXHAUSTED',
        `A supplier uploads at most ${dayBytesMax} bytes a day, those on their way included: go on tomorrow.`,
        secondsLeftOfDay(at),
      );
    }
    return upload;
  }

  private async attach(
    { data, ...command }: AttachDocumentCommand,
    saved: SavedDocument,
    upload: Upload,
    heldAt: number,
  ): Promise<Attached> {
    let before: readonly string[] = [];
    const done = await this.applications
      .change(withDocument(command, saved), (application, moment) => {
        if (Date.now() - heldAt > COMMIT_WITHIN_MS)
          throw unavailable('UPLOAD_LAPSED', 'The upload took too long and was given up: send it again.');
        before = application.files.map(({ fileId }) => fileId);
        const {
          document: { name },
          ...place
        } = data;
        return attachDocument(application, { ...place, document: { ...saved, ...(name && { name }) } }, moment);
      })
      .catch(async (error: unknown) => {
        // A refusal has written nothing. After another failure the command may still take effect: the upload lapses.
        if (error instanceof Refusal) await this.drop(upload);
        throw error;
      });
    await this.settle(upload, saved, before, done);
    return done;
  }

  /** The command has its answer already: what fails here is left to the sweep. */
  private async settle(upload: Upload, { bytes }: SavedDocument, before: readonly string[], { state }: Attached) {
    const after = new Set(state.files.map(({ fileId }) => fileId));
    // Otherwise another request of the same command was faster, and its document is the one that counts.
    if (!after.has(upload.fileId)) return this.drop(upload);
    const replaced = before.filter((fileId) => !after.has(fileId));
    await this.uploads.kept(upload, bytes).catch(() => undefined);
    await this.uploads.removeUnnamed(replaced).catch(() => undefined);
  }

  /** There is another answer to give: what fails here is left to the sweep. */
  private drop(upload: Upload): Promise<void> {
    return this.uploads.dropped(upload).catch(() => undefined);
  }
}
