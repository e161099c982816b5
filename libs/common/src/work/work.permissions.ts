import { any, permissionsOn } from '../auth/permissions.js';

/** Each duty is shown by the permissions of the operation that does it. */
export const workPermissions = permissionsOn({
  resource: 'work',
  seenThrough: 'listWork',
  operations: {
    listWork: {
      SUPPLIER: any,
      NIA_OPERATOR: any,
      SECRETARY: any,
      CHAIR: any,
      MEMBER: any,
      EXAMINER: any,
      INSTITUTION: any,
      PPS_OFFICER: any,
      MINISTRY: any,
    },
  },
});
