import { any, permissionsOn, type ResourcePermissions } from '#common/auth/permissions.js';
import type { ServicePart } from '#common/service/service-map.js';
import { CheckUsageCertificateHttp } from './check-usage-certificate/check-usage-certificate.http.js';
import { UsageCertificates } from './usage-certificates.js';

const usageCertificatePermissions = permissionsOn<unknown>({
  resource: 'usage certificate',
  seenThrough: 'checkUsageCertificate',
  operations: { checkUsageCertificate: { PUBLIC: any } },
});

/** Use certificates (이용실적증명), as anyone checks them by their codes. */
export const usageCertificates: ServicePart = {
  operations: { checkUsageCertificate: [CheckUsageCertificateHttp] },
  permissions: [usageCertificatePermissions as ResourcePermissions<never>],
  providers: [UsageCertificates],
};
