import { serviceMap } from '#common/service/service-map.js';
import { agreements } from './agreements/agreement.map.js';
import { comparisons } from './comparisons/comparison.map.js';
import { OnAgreementConcluded } from './consumers/on-agreement-concluded.js';
import { OnAgreementEnded } from './consumers/on-agreement-ended.js';
import { OnAgreementSuspended } from './consumers/on-agreement-suspended.js';
import { OnIncidentReported } from './consumers/on-incident-reported.js';
import { OnListingCancelled } from './consumers/on-listing-cancelled.js';
import { OnListingDelisted } from './consumers/on-listing-delisted.js';
import { OnListingExpired } from './consumers/on-listing-expired.js';
import { OnSelectionCancelled } from './consumers/on-selection-cancelled.js';
import { OnServiceSelected } from './consumers/on-service-selected.js';
import { OnSupplierChanged } from './consumers/on-supplier-changed.js';
import { OnSupplierDebarred } from './consumers/on-supplier-debarred.js';
import { OnSupplierReinstated } from './consumers/on-supplier-reinstated.js';
import { listings } from './listings/listing.map.js';
import { debarments } from './read-models/debarments/debarments.map.js';
import { listingContractCounts } from './read-models/listing-contracts/listing-contracts.map.js';
import { listingViewCounts } from './read-models/listing-views/listing-views.map.js';
import { listingSearches } from './read-models/listing-search/listing-search.map.js';
import { servicesWithoutContract } from './read-models/services-without-contract/services-without-contract.map.js';

/**
 * Catalog (이용지원시스템 등록·공개): selected services are listed, found and changed, and the procurement service
 * concludes agreements about them.
 */
export const catalog = serviceMap({
  service: 'catalog',
  title: 'Catalog (이용지원시스템)',
  description: 'Registers, publishes and finds selected digital services, and keeps their catalog agreements.',
  defaultPort: 3003,
  parts: [
    listings,
    agreements,
    comparisons,
    listingSearches,
    listingContractCounts,
    listingViewCounts,
    servicesWithoutContract,
    debarments,
  ],
  consumers: [
    OnServiceSelected,
    OnSelectionCancelled,
    OnSupplierChanged,
    OnSupplierDebarred,
    OnSupplierReinstated,
    OnIncidentReported,
    OnAgreementConcluded,
    OnAgreementSuspended,
    OnAgreementEnded,
    OnListingExpired,
    OnListingDelisted,
    OnListingCancelled,
  ],
});
