import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { withDocument, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { ApplicationDocuments } from '../application-documents.js';
import { Applications } from '../applications.repository.js';
import { attachDocument } from '../domain/drafting.js';
import type { ApplicationState } from '../domain/application.state.js';

type AttachDocumentCommand = Command<{ readonly documentType: string; readonly document: IncomingDocument }> &
  CommandMeta;

/**
 * Bytes first, then the command that refers to them: a crash in between leaves a file without a reference, never
 * a reference without a file. The sweep removes files without a reference.
 */
@Injectable()
export class AttachDocument {
  constructor(
    private readonly applications: Applications,
    private readonly documents: ApplicationDocuments,
  ) {}

  async execute({ data, ...command }: AttachDocumentCommand): Promise<Snapshot<ApplicationState>> {
    // Refused before a byte is kept: no one fills the store with what is not theirs to attach.
    await this.applications.get(command.id, command);
    const saved = await this.documents.save(data.document.stream, data.document.contentType);
    return this.applications.change(withDocument(command, saved), (application, moment) =>
      attachDocument(application, { documentType: data.documentType, document: saved }, moment),
    );
  }
}
