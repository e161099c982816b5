import { readModelMap } from '#common/service/service-map.js';
import { ListServicesWithoutContractHttp } from './list-services-without-contract.http.js';
import { servicesWithoutContractPermissions } from './services-without-contract.permissions.js';
import { UnsoldServices } from './unsold-services.mongo.js';

/** Listed services that nobody contracted (미판매 서비스); the contracts are those of the counts on each listing. */
export const servicesWithoutContract = readModelMap({
  projections: [],
  operations: { listServicesWithoutContract: [ListServicesWithoutContractHttp] },
  permissions: [servicesWithoutContractPermissions],
  providers: [UnsoldServices],
});
