import { any, permissionsOn } from '#common/auth/permissions.js';

export const statisticsPermissions = permissionsOn<unknown>({
  resource: 'statistics',
  seenThrough: 'getStatistics',
  operations: { getStatistics: { PUBLIC: any } },
});
