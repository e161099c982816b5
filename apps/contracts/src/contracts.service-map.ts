import { serviceMap } from '#common/service/service-map.js';
import { budgets } from './budgets/budget.map.js';
import { OnContractAmended } from './consumers/on-contract-amended.js';
import { OnContractCompleted } from './consumers/on-contract-completed.js';
import { OnContractRescinded } from './consumers/on-contract-rescinded.js';
import { OnContractSettled } from './consumers/on-contract-settled.js';
import { OnContractSigned } from './consumers/on-contract-signed.js';
import { OnContractYearOpened } from './consumers/on-contract-year-opened.js';
import { OnSelectionCancelled } from './consumers/on-selection-cancelled.js';
import { OnContractTerminated } from './consumers/on-contract-terminated.js';
import { useContracts } from './contracts/contract.map.js';
import { usageCertificates } from './contracts/usage-certificate.map.js';
import { institutions } from './institutions/institution.map.js';
import { publications } from './publications/publication.map.js';
import { catalog } from './read-models/catalog/catalog.map.js';
import { comparisons } from './read-models/comparisons/comparisons.map.js';
import { debarments } from './read-models/debarments/debarments.map.js';
import { supplierRecords } from './read-models/supplier-records/supplier-records.map.js';
import { redFlags } from './read-models/red-flags/red-flags.map.js';
import { statistics } from './read-models/statistics/statistics.map.js';

/** Contracts (이용계약): institutions ask, suppliers quote, both sign within a budget; use is registered and counted. */
export const contracts = serviceMap({
  service: 'contracts',
  title: 'Contracts',
  description:
    'Institutions contract listed digital services, negotiated or by catalog, and register their use (이용계약).',
  defaultPort: 3004,
  parts: [
    institutions,
    budgets,
    useContracts,
    usageCertificates,
    publications,
    catalog,
    comparisons,
    debarments,
    statistics,
    supplierRecords,
    redFlags,
  ],
  consumers: [
    OnContractSigned,
    OnContractYearOpened,
    OnSelectionCancelled,
    OnContractAmended,
    OnContractCompleted,
    OnContractTerminated,
    OnContractSettled,
    OnContractRescinded,
  ],
});
