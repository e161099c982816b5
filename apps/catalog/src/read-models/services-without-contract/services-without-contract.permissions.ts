import { any, permissionsOn } from '#common/auth/permissions.js';

/** Each row is public; that it sold nothing is for those who look after the scheme. */
export const servicesWithoutContractPermissions = permissionsOn<unknown>({
  resource: 'list',
  seenThrough: 'listServicesWithoutContract',
  operations: { listServicesWithoutContract: { NIA_OPERATOR: any, AUDITOR: any } },
});
