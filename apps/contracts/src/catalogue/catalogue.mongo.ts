import { Injectable } from '@nestjs/common';
import { invalid } from '#common/kernel/errors.js';
import { ReadModels } from '#common/projections/read-models.js';
import type { CatalogueEntry } from '../contracts/domain/catalogue-entry.js';
import { catalogueProjection, type CatalogueRow } from '../projections/catalogue.projection.js';

/** What our copy of the catalogue says; how old it may be, `CatalogueFreshness` tells. */
@Injectable()
export class Catalogue {
  constructor(private readonly readModels: ReadModels) {}

  async entry(listingId: string): Promise<CatalogueEntry> {
    const [entry] = await this.entries([listingId]);
    return entry as CatalogueEntry;
  }

  /** @throws Refusal 422 `LISTING_UNKNOWN` */
  async entries(listingIds: readonly string[]): Promise<readonly CatalogueEntry[]> {
    const wanted = { $in: [...listingIds] };
    const rows = await this.readModels.rows<CatalogueRow>(catalogueProjection);
    const found = await rows.find({ $or: [{ _id: wanted }, { listingId: wanted }] }).toArray();
    return listingIds.map((id, i) => {
      const row = found.find((one) => one._id === id);
      if (row?.kind !== 'LISTING') {
        throw invalid('LISTING_UNKNOWN', `The catalogue has no listing ${id}.`, [
          { pointer: `/listingIds/${i}`, code: 'LISTING_UNKNOWN', detail: 'id of a listing in the catalogue' },
        ]);
      }
      const agreements = found.flatMap((one) =>
        one.kind === 'AGREEMENT' && one.listingId === id ? [one.agreement] : [],
      );
      return { listing: row.listing, agreements };
    });
  }
}
