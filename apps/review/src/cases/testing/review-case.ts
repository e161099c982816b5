import type { AggregateType, Recorded } from '#common/aggregates/aggregate-type.js';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { checkPublishable } from '#common/events/publishable.js';
import { addDays } from '#common/kernel/day.js';
import { specification, type Decide } from '#testing/specification.js';
import { caseType } from '../case.type.js';
import type { CaseEvent } from '../domain/case.events.js';
import { cancelSelection, noticeHearing, recordHearing } from '../domain/cancelling.js';
import {
  CRITERIA,
  type CancellationGround,
  type CaseState,
  type ConflictGround,
  type CriterionFinding,
  type Decision,
} from '../domain/case.state.js';
import {
  assignExaminers,
  declareExaminerConflict,
  inviteExaminers,
  replaceExaminer,
  submitExamination,
} from '../domain/examining.js';
import { followAgenda, followDeclarations, followRelease } from '../domain/following.js';
import { concludeSession, followObjection } from '../domain/objecting.js';
import { caseIdOf, openCase } from '../domain/opening.js';
import { callForRevote } from '../domain/voting-again.js';

type Step = Decide<CaseState, CaseEvent>;

const { applicationId, ...submission } = ApplicationAccepted.sample;
export { submission };

export const EXAMINERS = ['e-1', 'e-2', 'e-3'] as const;

/** Every criterion is met. */
export const findings: readonly CriterionFinding[] = CRITERIA.map((criterion) => ({ criterion, finding: 'MET' }));

const publishable = <E extends Recorded<CaseEvent>>(event: E): E => {
  const definition = caseType.publishes.find(({ name }) => name === event.type);
  if (definition !== undefined) checkPublishable(definition, event.data);
  return event;
};

const { first, next } = caseType.evolve;

/** The type of a case, with a fold that checks what leaves the service against its published schema. */
const strictType: AggregateType<CaseState, CaseEvent> = {
  ...caseType,
  evolve: {
    first: Object.fromEntries(
      Object.entries(first).map(([name, begin]) => [name, (event, state) => begin(publishable(event), state)]),
    ),
    next: (state, event) => next(state, publishable(event)),
  },
};

export const invites =
  (...examinerIds: readonly string[]): Step =>
  (state) =>
    inviteExaminers(state, { examinerIds });

export const declares =
  (examinerId: string, ground: ConflictGround = 'NONE'): Step =>
  (state, moment) =>
    declareExaminerConflict(state, { examinerId, by: { sub: examinerId }, ground }, moment);

export const assigns =
  (...examinerIds: readonly string[]): Step =>
  (state, moment) =>
    assignExaminers(state, { examinerIds }, moment);

export const replaces =
  (examinerId: string, replacementId: string): Step =>
  (state, moment) =>
    replaceExaminer(state, { examinerId, replacementId, reason: '회신 없음' }, moment);

/** The secretary asks for the cancellation, and announces the hearing for the thirtieth day after. */
export const asksToCancel =
  (grounds: readonly CancellationGround[] = ['FRAUD'], days = 30): Step =>
  (state, moment) =>
    noticeHearing(
      state,
      {
        by: { sub: 'secretary' },
        grounds,
        on: addDays(moment.today, days),
        time: '14:00',
        place: '세종',
        reason: '허위 서류',
      },
      moment,
    );

export const hearsSupplier: Step = (state, moment) =>
  recordHearing(state, { by: { sub: 'secretary' }, attended: true, record: '진술' }, moment);

export const decidesCancellation =
  (decision: 'CANCELLED' | 'KEPT', grounds: readonly CancellationGround[] = ['FRAUD'], by = 'ministry'): Step =>
  (state, moment) =>
    cancelSelection(state, { by: { sub: by }, decision, grounds, number: '제1호', reason: '청문 결과' }, moment);

const OBJECTION = '018f6f2a-0000-7000-8000-000000000007';

/** The applicant objects to the refusal of this session. */
export const hearsOfObjection =
  (sessionNo = 62): Step =>
  (state) =>
    followObjection(state, { objectionId: OBJECTION, sessionNo, filedOn: '2025-10-02', answerDueOn: '2025-10-16' });

/** Session 63 is published: it answered the objection, and may have decided on the service as well. */
export const hearsOfAnswer =
  (outcome: 'UPHELD' | 'DISMISSED', service?: Decision, sessionNo = 63): Step =>
  (state, moment) => {
    const decidedOn = '2025-10-10';
    const conclusion = service && { decision: service, reasons: [], voters: ['member-9'], requests: [] };
    const decided = {
      objection: { sessionNo, outcome, decidedOn },
      ...(conclusion && { service: { ...conclusion, sessionNo, decidedOn } }),
    };
    return concludeSession(state, decided, moment);
  };

/** A conflict of this member was found after the session had voted. */
export const hearsOfConflict =
  (memberId = 'member-1', sessionNo = 62): Step =>
  (state) =>
    callForRevote(state, { sessionNo, excluded: [{ memberId, ground: 'B' }], barred: [] });

/** A session is published that voted again. */
export const hearsOfRevote =
  (decision: Exclude<Decision, 'DEFERRED'>, sessionNo = 63): Step =>
  (state, moment) => {
    const voted = { sessionNo, decision, decidedOn: '2025-10-10', voters: ['member-8', 'member-9'] };
    return concludeSession(state, { revote: { ...voted, reasons: ['사유'], requests: [], number: '제2호' } }, moment);
  };

export const submits =
  (examinerId: string, answered = findings): Step =>
  (state, moment) => {
    const text = {
      examinerId,
      by: { sub: examinerId },
      findings: answered,
      recommendation: 'SELECT',
      comment: '적정',
    } as const;
    return submitExamination(state, text, moment);
  };

/** The case hears that it is on the agenda of a session. */
export const hearsOfAgenda =
  (sessionNo = 62, item = 1): Step =>
  (state) =>
    followAgenda(state, { sessionNo, item });

export const hearsOfClearance =
  (...cleared: readonly string[]): Step =>
  (state) =>
    followDeclarations(state, { sessionNo: 62, cleared, recused: [] });

export const hearsOfRecusal =
  (memberId: string, sessionNo = 62): Step =>
  (state) =>
    followDeclarations(state, { sessionNo, cleared: [], recused: [memberId] });

export const hearsOfRelease =
  (sessionNo = 62): Step =>
  (state, moment) =>
    followRelease(state, { sessionNo }, moment);

/** A session is published: what it decided, and what the case has noted of it. */
export const hears =
  (decision: Decision, sessionNo = 62): Step =>
  (state, moment) => {
    const tally = { eligible: 14, yes: 8, no: 6, abstain: 0 };
    const conclusion = {
      sessionNo,
      decision,
      decidedOn: '2025-09-19',
      tally,
      reasons: ['사유'],
      voters: ['member-1', 'member-2'],
      requests: [],
    };
    return concludeSession(state, { service: conclusion }, moment);
  };

export const opens: Step = (_, moment) =>
  openCase({ caseId: caseIdOf(applicationId), applicationId, submission }, moment);

export const opened = specification(strictType, '2025-08-12').given(opens);

/** Three examiners have the papers. */
export const assigned = opened.given(
  invites(...EXAMINERS),
  ...EXAMINERS.map((examinerId) => declares(examinerId)),
  assigns(...EXAMINERS),
);

/** Ready for an agenda. */
export const examined = assigned.given(...EXAMINERS.map((examinerId) => submits(examinerId)));

/** On the agenda of session 62. */
export const onAgenda = examined.given(hearsOfAgenda());
