import { aggregateMap } from '#common/service/service-map.js';
import { AcceptHandoverHttp } from './accept-handover/accept-handover.http.js';
import { AppointManagerHttp } from './appoint-manager/appoint-manager.http.js';
import { ApproveChange } from './approve-change/approve-change.usecase.js';
import { ApproveChangeHttp } from './approve-change/approve-change.http.js';
import { ChangeContactHttp } from './change-contact/change-contact.http.js';
import { CheckRegistriesHttp } from './check-registries/check-registries.http.js';
import { DebarSupplierHttp } from './debar-supplier/debar-supplier.http.js';
import { GetSupplierHistoryHttp } from './get-supplier-history/get-supplier-history.http.js';
import { GetSupplierHttp } from './get-supplier/get-supplier.http.js';
import { ListSuppliersHttp } from './list-suppliers/list-suppliers.http.js';
import { OfferHandoverHttp } from './offer-handover/offer-handover.http.js';
import { registries } from './registries/http-registries.js';
import { RegistryChecks } from './registries/registry-checks.js';
import { RegisterSupplierHttp } from './register-supplier/register-supplier.http.js';
import { ReinstateSupplierHttp } from './reinstate-supplier/reinstate-supplier.http.js';
import { supplierPermissions } from './supplier.permissions.js';
import { RejectChangeHttp } from './reject-change/reject-change.http.js';
import { RemovePersonHttp } from './remove-person/remove-person.http.js';
import { RequestChangeHttp } from './request-change/request-change.http.js';
import { SetPersonHttp } from './set-person/set-person.http.js';
import { StoreDeclarationHttp } from './store-declaration/store-declaration.http.js';
import { SupplierFunctions } from './supplier-functions.js';
import { SupplierTimer } from './supplier.timer.js';
import { supplierType } from './supplier.type.js';
import { Suppliers } from './suppliers.repository.js';
import { VerifySupplierHttp } from './verify-supplier/verify-supplier.http.js';
import { VerifySupplier } from './verify-supplier/verify-supplier.usecase.js';
import { WithdrawChangeHttp } from './withdraw-change/withdraw-change.http.js';

/** Suppliers (제공기업). */
export const suppliers = aggregateMap({
  type: supplierType,
  repository: Suppliers,
  operations: {
    registerSupplier: [RegisterSupplierHttp],
    verifySupplier: [VerifySupplierHttp, VerifySupplier],
    checkSupplierRegistries: [CheckRegistriesHttp],
    getSupplier: [GetSupplierHttp],
    listSuppliers: [ListSuppliersHttp],
    getSupplierHistory: [GetSupplierHistoryHttp],
    changeSupplierContact: [ChangeContactHttp],
    requestSupplierChange: [RequestChangeHttp],
    withdrawSupplierChange: [WithdrawChangeHttp],
    approveSupplierChange: [ApproveChangeHttp, ApproveChange],
    rejectSupplierChange: [RejectChangeHttp],
    storeDeclaration: [StoreDeclarationHttp],
    setSupplierPerson: [SetPersonHttp],
    removeSupplierPerson: [RemovePersonHttp],
    offerSupplierHandover: [OfferHandoverHttp],
    acceptSupplierHandover: [AcceptHandoverHttp],
    appointSupplierManager: [AppointManagerHttp],
    debarSupplier: [DebarSupplierHttp],
    reinstateSupplier: [ReinstateSupplierHttp],
  },
  permissions: supplierPermissions,
  timers: [SupplierTimer],
  standing: SupplierFunctions,
  adapters: [registries],
  providers: [RegistryChecks],
});
