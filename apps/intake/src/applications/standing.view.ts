import { Type, type Static } from 'typebox';
import { DeadlineView } from '#common/http/deadline.view.js';
import { BilingualView } from '#common/http/why.view.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { own } from '#common/kernel/own.js';
import { HOLDERS, NEXT_STEPS, standingOf, type Holder, type NextStep, type Standing } from './domain/standing.js';
import type { ApplicationState } from './domain/application.state.js';

/** Where an application stands, in one place: who holds it, what comes next, and which legal clock runs. */
export const StandingView = Type.Object({
  holder: Type.Object({ code: Type.Enum(HOLDERS), ...BilingualView.properties }),
  nextStep: Type.Object({ code: Type.Enum(NEXT_STEPS), ...BilingualView.properties }),
  clock: Type.Optional(Type.Object({ ...DeadlineView.properties, ...BilingualView.properties })),
});
export type StandingView = Static<typeof StandingView>;

const HOLDER_TEXTS: Readonly<Record<Holder, Bilingual>> = {
  SUPPLIER: { ko: '신청인', en: 'the applicant' },
  NIA: { ko: '한국지능정보사회진흥원(NIA) 담당자', en: 'the officer at NIA' },
  COMMITTEE: { ko: '디지털서비스 심사위원회', en: 'the review committee' },
  MINISTRY: { ko: '과학기술정보통신부', en: 'the ministry' },
  CATALOG: { ko: '이용지원시스템 등록', en: 'the registration in the catalog' },
  NONE: { ko: '처리 종료', en: 'nobody: the application is closed' },
};

const STEP_TEXTS: Readonly<Record<NextStep, Bilingual>> = {
  SUBMIT: { ko: '신청서를 완성하여 제출합니다.', en: 'Complete the form and submit it.' },
  START_CHECK: { ko: '담당자가 서류 확인을 시작합니다.', en: 'An officer begins the check of the papers.' },
  CHECK: { ko: '담당자가 서류를 확인합니다.', en: 'The officer checks the papers.' },
  ANSWER_SUPPLEMENT: { ko: '보완 요구에 답합니다.', en: 'Answer what the officer asked for.' },
  OPEN_CASE: { ko: '심사위원회가 심사를 시작합니다.', en: 'The committee opens its case.' },
  REVIEW: { ko: '전문가 검토와 심사위원회 의결을 기다립니다.', en: 'Experts examine it, and the committee decides.' },
  ANSWER_DEFERRAL: { ko: '심사위원회의 자료 요청에 답합니다.', en: 'Answer what the committee asked for.' },
  NEXT_SESSION: { ko: '다음 심사위원회 회의를 기다립니다.', en: 'The next session of the committee takes it up.' },
  DECIDE_WITHDRAWAL: { ko: '취하 요청에 대한 결정을 기다립니다.', en: 'The request to withdraw is decided.' },
  LIST: { ko: '선정된 서비스를 등록합니다.', en: 'The selected service is listed.' },
  OBJECT: { ko: '이의신청을 하거나 다시 신청할 수 있습니다.', en: 'You may object, or apply again.' },
  ANSWER_OBJECTION: { ko: '이의신청에 대한 결정을 기다립니다.', en: 'The committee decides on the objection.' },
  REVOTE: { ko: '심사위원회가 다시 의결합니다.', en: 'The committee votes again on its decision.' },
  ATTEND_HEARING: { ko: '선정 취소에 관한 청문에 출석합니다.', en: 'Attend the hearing on the selection.' },
  DECIDE_CANCELLATION: {
    ko: '청문에 따른 선정 취소 여부의 결정을 기다립니다.',
    en: 'The ministry decides after the hearing.',
  },
  APPLY_AGAIN: { ko: '다시 신청할 수 있습니다.', en: 'You may apply again.' },
};

/** By the key of the deadline. One that is not named is shown by its next step. */
const CLOCK_TEXTS: Readonly<Record<string, Bilingual>> = {
  DRAFT_KEPT: { ko: '작성 중인 신청서 보관 기한', en: 'until when the draft is kept' },
  CHECK_START: { ko: '서류 확인 착수 기한', en: 'until when the check is to begin' },
  CHECK: { ko: '서류 확인 처리 기한', en: 'until when the check is to be done' },
  SUPPLEMENT: { ko: '보완 기한', en: 'until when to supplement' },
  HEARING: { ko: '청문 일시', en: 'when the hearing begins' },
  DEFERRAL_ANSWER: { ko: '자료 제출 기한', en: 'until when to answer the committee' },
  OBJECTION: { ko: '이의신청 기한', en: 'until when to object' },
  OBJECTION_ANSWER: { ko: '이의신청 처리 기한', en: 'until when the objection is to be answered' },
};

/** Who holds an application and what comes next, for people. */
export function standingTexts(application: ApplicationState, now: Date): Readonly<Record<keyof Standing, Bilingual>> {
  const { holder, nextStep } = standingOf(application, now);
  return { holder: HOLDER_TEXTS[holder], nextStep: STEP_TEXTS[nextStep] };
}

/** @param deadlines the open ones, as the reader sees them; the clock is the running one that ends first */
export function standingView(
  application: ApplicationState,
  deadlines: readonly DeadlineView[],
  now: Date,
): StandingView {
  const { holder, nextStep } = standingOf(application, now);
  const running = deadlines.filter(({ suspended }) => suspended === undefined);
  const [clock] = running.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  return {
    holder: { code: holder, ...HOLDER_TEXTS[holder] },
    nextStep: { code: nextStep, ...STEP_TEXTS[nextStep] },
    ...(clock !== undefined && { clock: { ...clock, ...(own(CLOCK_TEXTS, clock.key) ?? STEP_TEXTS[nextStep]) } }),
  };
}
