import { any, permissionsOn } from '#common/auth/permissions.js';
import type { CommitteeState } from './domain/committee.state.js';

export const committeePermissions = permissionsOn<CommitteeState>({
  resource: 'committee',
  seenThrough: 'listMembers',
  operations: {
    listMembers: { SECRETARY: any, CHAIR: any, MEMBER: any, MINISTRY: any, AUDITOR: any },
    appointMember: { MINISTRY: any },
    dismissMember: { MINISTRY: any },
    nameActingChair: { CHAIR: any },
    getCommitteeHistory: { SECRETARY: any, MINISTRY: any, AUDITOR: any },
  },
});
