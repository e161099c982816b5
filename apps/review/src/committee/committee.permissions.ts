import { any, permissionsOn } from '#common/auth/permissions.js';
import type { CommitteeState } from './domain/committee.state.js';

const readers = { SECRETARY: any, CHAIR: any, MEMBER: any, MINISTRY: any, AUDITOR: any } as const;

export const committeePermissions = permissionsOn<CommitteeState>({
  resource: 'committee',
  seenThrough: 'listMembers',
  operations: {
    listMembers: readers,
    getCommitteeComposition: readers,
    appointMember: { MINISTRY: any },
    dismissMember: { MINISTRY: any },
    nameActingChair: { CHAIR: any },
    getCommitteeHistory: { SECRETARY: any, MINISTRY: any, AUDITOR: any },
  },
});
