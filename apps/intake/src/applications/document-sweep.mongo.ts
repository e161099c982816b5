import { Injectable } from '@nestjs/common';
import type mongoose from 'mongoose';
import type { Chore } from '#common/service/housekeeping.js';
import { Stores } from '#common/aggregates/stores.js';
import { ApplicationDocuments } from './application-documents.js';
import { applicationType } from './application.type.js';

const HOUR_MS = 3_600_000;
/** Younger than this, a document may belong to a command that is still on its way. */
const SPARED_MS = 24 * HOUR_MS;

/** Uploads that no command ever referred to; whatever a history names stays, also when another took its place. */
@Injectable()
export class SweepDocuments implements Chore {
  readonly name = 'sweep documents';
  readonly everyMs = HOUR_MS;
  private readonly db: mongoose.mongo.Db;

  constructor(
    private readonly documents: ApplicationDocuments,
    stores: Stores,
  ) {
    this.db = stores.db;
  }

  async run(): Promise<void> {
    // Uploads are dated by the wall clock, wherever business time has been moved to.
    await this.documents.sweep((ids) => this.referenced(ids), new Date(Date.now() - SPARED_MS));
  }

  private async referenced(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { collection } = applicationType;
    const live = await this.namedIn(collection, 'history.data.document.fileId', ids);
    const others = ids.filter((id) => !live.has(id));
    if (others.length === 0) return live;
    return new Set([...live, ...(await this.namedIn(`${collection}_history`, 'event.data.document.fileId', others))]);
  }

  private async namedIn(collection: string, path: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const named = { [path]: { $in: ids } };
    const rows = await this.db
      .collection(collection, { readConcern: { level: 'majority' } })
      .aggregate<{ _id: string }>([
        { $match: named },
        ...(path.startsWith('history') ? [{ $unwind: '$history' }, { $match: named }] : []),
        { $group: { _id: `$${path}` } },
      ])
      .toArray();
    return new Set(rows.map(({ _id }) => _id));
  }
}
