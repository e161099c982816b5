import type { Duty, Work } from '#common/aggregates/work.js';
import { personOf, roleOf } from '#common/kernel/addressee.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { isReady, phaseOf } from './domain/case.rules.js';
import type { CaseState } from './domain/case.state.js';
import { waitsForCancellation } from './domain/following-suspensions.js';

const due = ({ deadlines }: CaseState, key: string): { readonly deadline?: Deadline } => {
  const deadline = deadlines.find((one) => one.key === key);
  return deadline === undefined ? {} : { deadline };
};

const secretary = [roleOf('SECRETARY')];

/** Examiners who were asked and have not declared. */
const undeclared = ({ invited, declarations }: CaseState): readonly string[] =>
  invited.filter((sub) => declarations.every(({ examinerId }) => examinerId !== sub));

const silent = ({ examiners, examinations }: CaseState): readonly string[] =>
  examiners.filter((sub) => examinations.every(({ examinerId }) => examinerId !== sub));

/** A cancellation of the selection that was asked for and not decided. */
const isPending = ({ cancellation }: CaseState): boolean =>
  cancellation !== undefined && cancellation.decided === undefined;

/** One duty each: nobody learns who the others are. */
const each = (people: readonly string[], rest: Omit<Duty, 'for'> = {}): readonly Duty[] =>
  people.map((sub) => ({ for: [personOf(sub)], ...rest }));

/** What waits for examiners and the secretary (§11.2). */
export const caseWork: Work<CaseState> = {
  seenThrough: 'getCase',
  about: ({ submission }) => submission.service.name,
  tasks: {
    ASSIGN_EXAMINERS: {
      title: { ko: '전문가 배정', en: 'Assign examiners' },
      operation: 'assignExaminers',
      waits: (reviewCase) =>
        phaseOf(reviewCase) === 'OPENED' ? [{ for: secretary, ...due(reviewCase, 'EXAMINER_ASSIGNMENT') }] : [],
      tellsOverdue: true,
    },
    DECLARE_EXAMINER_CONFLICT: {
      title: { ko: '이해관계 신고', en: 'Declare conflicts of interest' },
      operation: 'declareExaminerConflict',
      waits: (reviewCase) => (phaseOf(reviewCase) === 'OPENED' ? each(undeclared(reviewCase)) : []),
    },
    SUBMIT_EXAMINATION: {
      title: { ko: '전문가 검토서 제출', en: 'Submit the examination' },
      operation: 'submitExamination',
      waits: (reviewCase) =>
        phaseOf(reviewCase) === 'EXPERT_ASSIGNED'
          ? // The secretary is told as well: a silent examiner can be replaced.
            each(silent(reviewCase), { ...due(reviewCase, 'EXAMINATION'), alsoTell: secretary })
          : [],
      tellsOverdue: true,
    },
    CANCEL_AFTER_SUSPENSION: {
      title: { ko: '정지 기한 경과에 따른 선정 취소 검토', en: 'Ask to cancel after a suspension without cure' },
      operation: 'noticeHearing',
      waits: (reviewCase) => (waitsForCancellation(reviewCase) ? [{ for: secretary }] : []),
    },
    RECORD_HEARING: {
      title: { ko: '청문 조서 작성', en: 'Record the hearing' },
      operation: 'recordHearing',
      waits: (reviewCase) =>
        isPending(reviewCase) && reviewCase.cancellation?.held === undefined
          ? [{ for: secretary, ...due(reviewCase, 'HEARING') }]
          : [],
    },
    DECIDE_CANCELLATION: {
      title: { ko: '선정 취소 결정', en: 'Decide on the cancellation of a selection' },
      operation: 'cancelSelection',
      waits: (reviewCase) =>
        isPending(reviewCase) && reviewCase.cancellation?.held !== undefined ? [{ for: [roleOf('MINISTRY')] }] : [],
    },
    PUT_ON_AGENDA: {
      title: { ko: '안건 상정', en: 'Put the case on an agenda' },
      operation: 'addAgendaItem',
      waits: (reviewCase) => (isReady(reviewCase) ? [{ for: secretary, ...due(reviewCase, 'OBJECTION_ANSWER') }] : []),
    },
  },
};
