import { any, permissionsOn, relation } from '../auth/permissions.js';
import { addresseesOf } from '../kernel/addressee.js';
import type { NoticeState } from './notice.js';

const addressed = relation<NoticeState>(
  'addressed to them, their role or their organisation',
  ({ to }, caller) => to !== null && addresseesOf(caller).includes(to),
  (caller) => ({ 'state.to': { in: addresseesOf(caller) } }),
);

export const noticePermissions = permissionsOn<NoticeState>({
  resource: 'notice',
  seenThrough: 'getNotices',
  operations: {
    getNotices: {
      SUPPLIER: addressed,
      NIA_OPERATOR: addressed,
      SECRETARY: addressed,
      CHAIR: addressed,
      MEMBER: addressed,
      EXAMINER: addressed,
      INSTITUTION: addressed,
      PPS_OFFICER: addressed,
      MINISTRY: addressed,
      AUDITOR: any,
    },
  },
});
