import { Injectable, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import type { Asking } from '#common/kernel/actor.js';
import { dayOf } from '#common/kernel/day.js';
import { forbidden, gone, notFound } from '#common/kernel/errors.js';
import { own } from '#common/kernel/own.js';
import { ApplicationDocuments } from '../application-documents.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { placeOf, type Place } from '../domain/document-places.js';

/** A document as it was attached: the newest version, or the one that is asked for. */
@Injectable()
export class DownloadDocument {
  constructor(
    private readonly applications: Applications,
    private readonly documents: ApplicationDocuments,
    private readonly views: ApplicationViews,
  ) {}

  /** @throws Refusal 403 for a masked document, 404 for one or a version that is not there, 410 for an erased one */
  async execute(
    { id, version, ...at }: Place & { readonly id: string; readonly version?: number },
    asking: Asking,
  ): Promise<StreamableFile> {
    const { state } = await this.applications.get(id, asking);
    const place = placeOf(at);
    const newest = own(state.documents, place);
    if (newest === undefined) throw notFound('document', place);
    if (this.views.isMasked(state, place, asking.actor))
      throw forbidden(`${place} has personal data of staff: its supplier, NIA and the committee open it.`);
    if (newest.erased !== undefined)
      throw gone('DOCUMENT_ERASED', `${place} was erased on ${dayOf(new Date(newest.erased.at))}.`);
    const wanted = version ?? newest.version;
    const file = state.files.find((one) => one.documentType === place && one.version === wanted);
    if (file === undefined) throw notFound('document', `${place} version ${wanted}`);
    const { stream } = await this.documents.open(file.fileId, file);
    const { contentType: type, bytes: length } = file;
    const named = this.views.hidesApplicant(asking.actor) ? {} : file;
    return new StreamableFile(stream, { type, length, disposition: disposition(named, place.replace('/', '-'), type) });
  }
}
