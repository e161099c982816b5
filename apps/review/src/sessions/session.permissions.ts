import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { SessionState } from './domain/session.state.js';

const convened = relation<SessionState>('convened to the session', (session, { sub }) =>
  session.roster.some((member) => member.memberId === sub),
);

const published = relation<SessionState>(
  'published session',
  (session) => session.status === 'PUBLISHED',
  () => ({ 'state.status': 'PUBLISHED' }),
);

const readers = { PUBLIC: published, SECRETARY: any, CHAIR: any, MEMBER: any, MINISTRY: any, AUDITOR: any } as const;

/** Chair's acts are open to convened members as well: one of them may be the acting chair, which the domain checks. */
const chairAct = { CHAIR: any, MEMBER: convened } as const;

/** Of the members the acting chair alone, which the reading checks. */
const minutesReaders = { SECRETARY: any, AUDITOR: any, ...chairAct } as const;

export const sessionPermissions = permissionsOn<SessionState>({
  resource: 'session',
  seenThrough: 'getSession',
  operations: {
    getSession: readers,
    listSessions: readers,
    getSessionHistory: { SECRETARY: any, CHAIR: any, AUDITOR: any },
    planSession: { SECRETARY: any },
    noticeSession: { SECRETARY: any, CHAIR: any },
    addAgendaItem: { SECRETARY: any },
    takeOffAgenda: { SECRETARY: any },
    recordAttendance: { SECRETARY: any },
    adjournSession: { SECRETARY: any },
    reportConflict: { SECRETARY: any },
    draftMinutes: { SECRETARY: any },
    declareConflict: { CHAIR: convened, MEMBER: convened },
    castVote: { CHAIR: convened, MEMBER: convened },
    openSession: chairAct,
    cancelSession: chairAct,
    excludeMember: { SECRETARY: any, ...chairAct },
    contestExclusion: { CHAIR: convened, MEMBER: convened },
    openRecusalBallot: chairAct,
    castRecusalVote: { CHAIR: convened, MEMBER: convened },
    decideGroundE: chairAct,
    deliberate: chairAct,
    openVoting: chairAct,
    closeVoting: chairAct,
    deferItem: chairAct,
    closeSession: chairAct,
    confirmMinutes: chairAct,
    downloadMinutes: minutesReaders,
    exportMinutes: minutesReaders,
    draftSelectionAct: { MINISTRY: any },
    publishSession: { MINISTRY: any },
    downloadSelectionAct: { PUBLIC: published, SECRETARY: any, MINISTRY: any, AUDITOR: any },
    exportSelectionAct: { SECRETARY: any, MINISTRY: any, AUDITOR: any },
    recount: { AUDITOR: any },
    recountRecusal: { AUDITOR: any },
  },
});
