/** The session of the committee, by behaviour: convening, agenda, recusal, attendance, sitting, voting, minutes. */
export { addAgendaItem, removeFromAgenda, type CaseForAgenda } from './agenda.js';
export { recordAttendance, strikeMember, type AttendanceEntry } from './attendance.js';
export {
  adjournSession,
  cancelSession,
  noticeSession,
  planSession,
  type SessionNotice,
  type SessionPlan,
} from './convening.js';
export { confirmMinutes, draftMinutes, minutesRecord, publishSession, type MinutesDraft } from './minutes.js';
export { declareConflict, decideGroundE, type GroundEResolution, type ItemDeclaration } from './recusal.js';
export { evolve } from './session.evolve.js';
export { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
export { castVote, closeVoting, recount, type Ballot, type Recount } from './voting.js';
