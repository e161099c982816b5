import { aggregateMap } from '#common/service/service-map.js';
import { DebarSupplierHttp } from './debar-supplier/debar-supplier.http.js';
import { GetSupplierHttp } from './get-supplier/get-supplier.http.js';
import { RegisterSupplierHttp } from './register-supplier/register-supplier.http.js';
import { ReinstateSupplierHttp } from './reinstate-supplier/reinstate-supplier.http.js';
import { supplierPermissions } from './supplier.permissions.js';
import { SupplierTimer } from './supplier.timer.js';
import { supplierType } from './supplier.type.js';
import { Suppliers } from './suppliers.repository.js';
import { VerifySupplierHttp } from './verify-supplier/verify-supplier.http.js';

/** Suppliers (제공기업). */
export const suppliers = aggregateMap({
  type: supplierType,
  repository: Suppliers,
  operations: {
    registerSupplier: [RegisterSupplierHttp],
    verifySupplier: [VerifySupplierHttp],
    getSupplier: [GetSupplierHttp],
    debarSupplier: [DebarSupplierHttp],
    reinstateSupplier: [ReinstateSupplierHttp],
  },
  permissions: supplierPermissions,
  timers: [SupplierTimer],
});
