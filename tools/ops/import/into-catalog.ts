import { recordId, type AgreementRecord, type ListingRecord } from '#common/records/shapes.js';
import { collection } from '#common/store/collection.js';
import { agreementType } from '../../../apps/catalog/src/agreements/agreement.type.js';
import { migrateAgreement } from '../../../apps/catalog/src/agreements/domain/migrating.js';
import type { ListingState } from '../../../apps/catalog/src/listings/domain/listing.state.js';
import { migrateListing } from '../../../apps/catalog/src/listings/domain/migrating.js';
import { listingIdOf } from '../../../apps/catalog/src/listings/domain/preparing.js';
import { listingType } from '../../../apps/catalog/src/listings/listing.type.js';
import { Missing, newOnly, refused, type Entering, type Outcome } from './entering.js';
import { missing, type Importing } from './importing.js';
import { Lookup } from './lookup.js';

type Line = ListingRecord | AgreementRecord;
type Facts = ListingState['facts'];

/** Events have room for a number of this length. */
const NUMBER_MAX = 40;

/** Listings, which the catalog made when it heard of the selection, and agreements on them. */
export class IntoCatalog implements Importing<Line> {
  private readonly published: Lookup<Facts>;

  constructor(private readonly entering: Entering) {
    this.published = new Lookup(async (numbers) => {
      const listings = collection<{ readonly state: Pick<ListingState, 'facts' | 'publishedOn'> }>(
        entering.db,
        listingType.collection,
      );
      const found = await listings
        .find(
          { 'state.facts.listingNo': { $in: numbers } },
          { projection: { 'state.facts': 1, 'state.publishedOn': 1 } },
        )
        .toArray();
      const published = found.filter(({ state }) => state.publishedOn !== undefined);
      return published.map(({ state: { facts } }) => [facts.listingNo, facts] as const);
    });
  }

  async take(record: Line): Promise<Outcome> {
    if (record.number.length > NUMBER_MAX)
      return refused({ pointer: '/number', code: 'FIELD_TOO_LONG', detail: `1 to ${NUMBER_MAX} characters` });
    return record.kind === 'listing' ? this.listing(record) : this.agreement(record);
  }

  private async listing(record: ListingRecord): Promise<Outcome> {
    const { number, selection, publishedOn, validTo, versions } = record;
    const id = listingIdOf(recordId('selection', selection));
    return this.entering.enter(listingType, {
      id,
      record,
      decide: (state, moment) => {
        if (state === undefined) throw new Missing({ kind: 'selection', number: selection, pointer: '/selection' });
        return migrateListing(state, { number, publishedOn, validTo, versions }, moment);
      },
    });
  }

  private async agreement(record: AgreementRecord): Promise<Outcome> {
    const listing = await this.published.get(record.listing);
    if (listing === undefined) return missing('listing', record.listing, '/listing');
    const { number, validFrom, validTo, productClassNo, detailedClassNo } = record;
    const agreementId = recordId('agreement', number);
    const earlier = {
      agreementId,
      listingId: listing.listingId,
      supplier: listing.supplier.businessNumber,
      itemName: listing.service.name,
      number,
      validFrom,
      validTo,
      ...(productClassNo !== undefined && { productClassNo }),
      ...(detailedClassNo !== undefined && { detailedClassNo }),
    };
    return this.entering.enter(agreementType, {
      id: agreementId,
      record,
      decide: newOnly((moment) => migrateAgreement(earlier, moment)),
    });
  }
}
