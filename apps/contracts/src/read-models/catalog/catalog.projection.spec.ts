import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { ListingChanged } from '#common/events/definitions/listing-changed.js';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { ListingRenewed } from '#common/events/definitions/listing-renewed.js';
import { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { EventMeta } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';
import { proves } from '#testing/proves.js';
import { catalogProjection } from './catalog.projection.js';

const rowOf = (definition: EventDefinition, data: unknown) =>
  catalogProjection.project({ definition, data, meta: {} as EventMeta });

describe('The copy of the catalog', () => {
  it.each([
    ListingPublished,
    ListingChanged,
    ListingPriceChanged,
    ListingSuspended,
    ListingResumed,
    ListingRenewed,
    ListingExpired,
    ListingDelisted,
    ListingCancelled,
  ])(
    '§11.5: follows $name, and keeps the listing as it was told',
    proves({ '11.5/listings-copied': catalogProjection }),
    (definition) => {
      expect(catalogProjection.consumes).toContain(definition);
      expect(rowOf(definition, definition.sample)).toEqual({ kind: 'LISTING', listing: definition.sample });
    },
  );

  it('§11.5: keeps each agreement next to its listing', proves({ '11.5/listings-copied': catalogProjection }), () => {
    expect(catalogProjection.consumes).toContain(AgreementConcluded);
    const agreement = AgreementConcluded.sample;
    expect(rowOf(AgreementConcluded, agreement)).toEqual({
      kind: 'AGREEMENT',
      listingId: agreement.listingId,
      agreement,
    });
  });
});
