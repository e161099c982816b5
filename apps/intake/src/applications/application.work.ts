import type { Duty, Work } from '#common/aggregates/work.js';
import { organisationOf, personOf, roleOf, type Addressee } from '#common/kernel/addressee.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { deferralDeadlines } from './domain/answering-deferral.js';
import { openDeadline } from './domain/application.rules.js';
import { isLiveObjection, type ApplicationState, type ApplicationStatus } from './domain/application.state.js';
import { hasOfficer } from './domain/changing-officer.js';
import { objectionAnswerDue } from './domain/objecting.js';

const supplierOf = ({ supplier }: ApplicationState): Addressee => organisationOf('SUPPLIER', supplier.businessNumber);
const officerOf = ({ officer }: ApplicationState): readonly Addressee[] =>
  officer === undefined ? [] : [personOf(officer.sub)];

const until = (deadline: Deadline | undefined): Pick<Duty, 'deadline'> => (deadline === undefined ? {} : { deadline });

/** Waits for these while the application has this status, until its open deadline of this key. */
const whileIn =
  (status: ApplicationStatus, key: string, people: (application: ApplicationState) => readonly Addressee[]) =>
  (application: ApplicationState): readonly Duty[] =>
    application.status === status ? [{ for: people(application), ...until(openDeadline(application, key)) }] : [];

/** It was handed to an officer who has not declared yet to have no tie to the supplier. */
const waitsForDeclaration = (application: ApplicationState): boolean =>
  hasOfficer(application) && application.officer?.hasDeclared === false;

/** What waits for the supplier, for NIA and for the secretary (§11.1). */
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
    TAKE_OVER_APPLICATION: {
      title: { ko: '인계받은 신청의 인수', en: 'Take over the application that was handed to you' },
      operation: 'takeOverApplication',
      waits: (application) =>
        waitsForDeclaration(application)
          ? [{ for: officerOf(application), ...until(openDeadline(application, 'CHECK')) }]
          : [],
      tellsOverdue: true,
    },
    CHECK_APPLICATION: {
      title: { ko: '신청 서류 확인', en: 'Check the application' },
      operation: 'acceptApplication',
      waits: (application) =>
        waitsForDeclaration(application) ? [] : whileIn('CHECKING', 'CHECK', officerOf)(application),
      tellsOverdue: true,
    },
    ANSWER_CHECK_EXTENSION: {
      title: { ko: '기간 연장 동의 여부', en: 'Consent to an extension of the check, or not' },
      operation: 'answerCheckExtension',
      waits: (application) =>
        application.extensionAsked === true
          ? [{ for: [supplierOf(application)], ...until(openDeadline(application, 'CHECK')) }]
          : [],
    },
    ANSWER_SUPPLEMENT: {
      title: { ko: '보완 요구에 대한 답변', en: 'Answer the supplement demand' },
      operation: 'answerSupplement',
      waits: whileIn('SUPPLEMENT_REQUESTED', 'SUPPLEMENT', (application) => [supplierOf(application)]),
    },
    ANSWER_DEFERRAL: {
      title: { ko: '보류된 심사의 자료 제출', en: 'Answer what the committee asked for' },
      operation: 'answerDeferral',
      waits: (application) =>
        deferralDeadlines(application).map((deadline) => ({ for: [supplierOf(application)], deadline })),
    },
    ANSWER_OBJECTION: {
      title: {
        ko: '이의신청 처리(기한 안에 의결하거나 기한을 연장)',
        en: 'Have the objection answered in time, or extend its period',
      },
      operation: 'extendObjection',
      waits: ({ objections = [] }) =>
        objections
          .filter(isLiveObjection)
          .map((objection) => ({ for: [roleOf('SECRETARY')], deadline: objectionAnswerDue(objection) })),
      tellsOverdue: true,
    },
  },
};
