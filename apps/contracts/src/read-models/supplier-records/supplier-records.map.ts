import { readModelMap } from '#common/service/service-map.js';
import { GetSupplierRecordHttp } from './get-supplier-record.http.js';
import { supplierRecordPermissions } from './supplier-record.permissions.js';
import { SupplierRecords } from './supplier-records.mongo.js';
import { supplierContracts, supplierFaults } from './supplier-records.projection.js';

/** How suppliers performed their contracts (공급자 이행 기록), for buyers. */
export const supplierRecords = readModelMap({
  projections: [supplierContracts, supplierFaults],
  operations: { getSupplierRecord: [GetSupplierRecordHttp] },
  permissions: [supplierRecordPermissions],
  providers: [SupplierRecords],
});
