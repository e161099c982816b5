import type { Duty, Work } from '#common/aggregates/work.js';
import { organisationOf, personOf, roleOf, type Addressee } from '#common/kernel/addressee.js';
import { openDeadline } from './domain/application.rules.js';
import type { ApplicationState, ApplicationStatus } from './domain/application.state.js';

const supplierOf = ({ supplier }: ApplicationState): Addressee => organisationOf('SUPPLIER', supplier.businessNumber);
const officerOf = ({ officer }: ApplicationState): readonly Addressee[] =>
  officer === undefined ? [] : [personOf(officer.sub)];

/** Waits for these while the application has this status, until its open deadline of this key. */
const whileIn =
  (status: ApplicationStatus, key: string, people: (application: ApplicationState) => readonly Addressee[]) =>
  (application: ApplicationState): readonly Duty[] => {
    if (application.status !== status) return [];
    const deadline = openDeadline(application, key);
    return [{ for: people(application), ...(deadline !== undefined && { deadline }) }];
  };

/** What waits for the supplier and for NIA (§11.1). */
export const applicationWork: Work<ApplicationState> = {
  seenThrough: 'getApplication',
  about: ({ service }) => service.name,
  tasks: {
    SUBMIT_APPLICATION: {
      title: { ko: '신청서 제출', en: 'Submit the application' },
      operation: 'submitApplication',
      waits: whileIn('DRAFT', 'DRAFT_KEPT', (application) => [supplierOf(application)]),
    },
    START_CHECK: {
      title: { ko: '접수 확인 시작', en: 'Start the check' },
      operation: 'startCheck',
      waits: whileIn('SUBMITTED', 'CHECK_START', () => [roleOf('NIA_OPERATOR')]),
      tellsOverdue: true,
    },
    CHECK_APPLICATION: {
      title: { ko: '신청 서류 확인', en: 'Check the application' },
      operation: 'acceptApplication',
      waits: whileIn('CHECKING', 'CHECK', officerOf),
      tellsOverdue: true,
    },
    ANSWER_SUPPLEMENT: {
      title: { ko: '보완 요구에 대한 답변', en: 'Answer the supplement demand' },
      operation: 'answerSupplement',
      waits: whileIn('SUPPLEMENT_REQUESTED', 'SUPPLEMENT', (application) => [supplierOf(application)]),
    },
  },
};
