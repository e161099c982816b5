import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { RedFlag } from './domain/flagging.js';

type Of = Pick<RedFlag, 'concerned'>;

/** Nobody oversees their own house, or reads what its rivals offered. */
const notConcerned = relation<Of>(
  'not concerned',
  ({ concerned }, { org }) => org === undefined || !concerned.includes(org),
);

/** Never public: a hint that is no finding would be read as one. */
export const redFlagPermissions = permissionsOn<Of>({
  resource: 'red flag',
  seenThrough: 'listRedFlags',
  operations: { listRedFlags: { NIA_OPERATOR: notConcerned, MINISTRY: notConcerned, AUDITOR: any } },
});
