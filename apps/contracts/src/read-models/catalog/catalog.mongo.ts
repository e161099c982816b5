import { Injectable } from '@nestjs/common';
import { invalid, type Refusal } from '#common/kernel/errors.js';
import { ReadModels } from '#common/projections/read-models.js';
import type { CatalogEntry, Partner } from '../../contracts/domain/catalog-entry.js';
import { Debarments } from '../debarments/debarments.mongo.js';
import { catalogProjection, type CatalogRow } from './catalog.projection.js';

/** What our copy of the catalog says; how old it may be, `CatalogFreshness` tells. */
@Injectable()
export class Catalog {
  constructor(
    private readonly readModels: ReadModels,
    private readonly debarments: Debarments,
  ) {}

  /** Ids of the listings of what was selected by this application. */
  async listingsOf(applicationId: string): Promise<readonly string[]> {
    const rows = await this.readModels.rows<CatalogRow>(catalogProjection);
    return rows.distinct('_id', { kind: 'LISTING', 'listing.applicationId': applicationId });
  }

  /** A listing, then each that replaces the one before, as far as our copy knows. */
  async lineageOf(listingId: string): Promise<readonly string[]> {
    const rows = await this.readModels.rows<CatalogRow>(catalogProjection);
    const lineage: string[] = [];
    let next: string | undefined = listingId;
    while (next !== undefined && !lineage.includes(next)) {
      lineage.push(next);
      const row: CatalogRow | null = await rows.findOne({ _id: next });
      next = row?.kind === 'LISTING' ? row.listing.successor?.listingId : undefined;
    }
    return lineage;
  }

  /**
   * @param members business numbers of those who perform together with its supplier
   * @throws Refusal 422 `LISTING_UNKNOWN`
   */
  async entry(listingId: string, members: readonly string[] = []): Promise<CatalogEntry> {
    const [entry] = await this.entries([listingId]);
    if (entry === undefined) throw unknownListing(listingId, 0);
    return members.length === 0 ? entry : { ...entry, partners: await this.partners(members) };
  }

  /** Any listing names its supplier: all of them follow when it changes. */
  private async partners(businessNumbers: readonly string[]): Promise<readonly Partner[]> {
    const rows = await this.readModels.rows<CatalogRow>(catalogProjection);
    const debarments = await this.debarments.ofAll(businessNumbers);
    return Promise.all(
      businessNumbers.map(async (businessNumber) => {
        const row: CatalogRow | null = await rows.findOne({ 'listing.supplier.businessNumber': businessNumber });
        return {
          businessNumber,
          ...(row?.kind === 'LISTING' && { supplier: row.listing.supplier }),
          debarments: debarments.get(businessNumber) ?? [],
        };
      }),
    );
  }

  /** @throws Refusal 422 `LISTING_UNKNOWN` */
  async entries(listingIds: readonly string[]): Promise<readonly CatalogEntry[]> {
    const wanted = { $in: [...listingIds] };
    const rows = await this.readModels.rows<CatalogRow>(catalogProjection);
    const found = await rows.find({ $or: [{ _id: wanted }, { listingId: wanted }] }).toArray();
    const suppliers = found.flatMap((row) => (row.kind === 'LISTING' ? [row.listing.supplier.businessNumber] : []));
    const debarments = await this.debarments.ofAll(suppliers);
    return listingIds.map((id, i) => {
      const row = found.find((one) => one._id === id);
      if (row?.kind !== 'LISTING') throw unknownListing(id, i);
      const agreements = found.flatMap((one) =>
        one.kind === 'AGREEMENT' && one.listingId === id ? [one.agreement] : [],
      );
      const { listing } = row;
      return { listing, agreements, debarments: debarments.get(listing.supplier.businessNumber) ?? [] };
    });
  }
}

const unknownListing = (id: string, i: number): Refusal =>
  invalid('LISTING_UNKNOWN', `The catalog has no listing ${id}.`, [
    { pointer: `/listingIds/${i}`, code: 'LISTING_UNKNOWN', detail: 'id of a listing in the catalog' },
  ]);
