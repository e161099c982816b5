import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { ApplicationUploads } from '../application-uploads.js';
import { Applications } from '../applications.repository.js';
import type { ApplicationState } from '../domain/application.state.js';
import type { Place } from '../domain/document-places.js';
import { removeDocument } from '../domain/drafting.js';

/** A file that nothing else stands on goes with its bytes; a crash in between leaves them to the sweep. */
@Injectable()
export class RemoveDocument {
  constructor(
    private readonly applications: Applications,
    private readonly uploads: ApplicationUploads,
  ) {}

  async execute({ data, ...command }: Command<Place>): Promise<Snapshot<ApplicationState>> {
    let before: readonly string[] = [];
    const done = await this.applications.change(command, (application) => {
      before = application.files.map(({ fileId }) => fileId);
      return removeDocument(application, data);
    });
    const kept = new Set(done.state.files.map(({ fileId }) => fileId));
    await this.uploads.removeUnnamed(before.filter((fileId) => !kept.has(fileId))).catch(() => undefined);
    return done;
  }
}
