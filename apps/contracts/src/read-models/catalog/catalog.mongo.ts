import { Injectable } from '@nestjs/common';
import { invalid, type Refusal } from '#common/kernel/errors.js';
import { ReadModels } from '#common/projections/read-models.js';
import type { CatalogEntry } from '../../contracts/domain/catalog-entry.js';
import { catalogProjection, type CatalogRow } from './catalog.projection.js';

/** What our copy of the catalog says; how old it may be, `CatalogFreshness` tells. */
@Injectable()
export class Catalog {
  constructor(private readonly readModels: ReadModels) {}

  /** @throws Refusal 422 `LISTING_UNKNOWN` */
  async entry(listingId: string): Promise<CatalogEntry> {
    const [entry] = await this.entries([listingId]);
    if (entry === undefined) throw unknownListing(listingId, 0);
    return entry;
  }

  /** @throws Refusal 422 `LISTING_UNKNOWN` */
  async entries(listingIds: readonly string[]): Promise<readonly CatalogEntry[]> {
    const wanted = { $in: [...listingIds] };
    const rows = await this.readModels.rows<CatalogRow>(catalogProjection);
    const found = await rows.find({ $or: [{ _id: wanted }, { listingId: wanted }] }).toArray();
    return listingIds.map((id, i) => {
      const row = found.find((one) => one._id === id);
      if (row?.kind !== 'LISTING') throw unknownListing(id, i);
      const agreements = found.flatMap((one) =>
        one.kind === 'AGREEMENT' && one.listingId === id ? [one.agreement] : [],
      );
      return { listing: row.listing, agreements };
    });
  }
}

const unknownListing = (id: string, i: number): Refusal =>
  invalid('LISTING_UNKNOWN', `The catalog has no listing ${id}.`, [
    { pointer: `/listingIds/${i}`, code: 'LISTING_UNKNOWN', detail: 'id of a listing in the catalog' },
  ]);
