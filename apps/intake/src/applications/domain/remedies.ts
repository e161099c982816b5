import type { Bilingual } from '#common/kernel/bilingual.js';
import { mayObject } from './objecting.js';
import type { ApplicationState } from './application.state.js';

export const REMEDY_CODES = ['OBJECTION', 'SUIT_AFTER_OBJECTION', 'SUIT', 'SUIT_AFTER_CANCELLATION'] as const;

/** What an applicant can do about a refusal (불복 방법), which the notice has to say (행정기본법 Art. 36, S22 Art. 31). */
export interface Remedy extends Bilingual {
  readonly code: (typeof REMEDY_CODES)[number];
}

const SUIT_AFTER_OBJECTION: Remedy = {
  code: 'SUIT_AFTER_OBJECTION',
  ko: '이의신청을 하면 그 결과를 통지받은 날부터 90일 이내에 행정심판 또는 행정소송을 제기할 수 있습니다.',
  en: 'After an objection, an administrative appeal or a suit is possible within 90 days of being told the answer.',
};

const SUIT: Remedy = {
  code: 'SUIT',
  ko: '이 이의신청 결과를 통지받은 날부터 90일 이내에 행정심판 또는 행정소송을 제기할 수 있습니다.',
  en: 'An administrative appeal or a suit is possible within 90 days of being told this answer to the objection.',
};

const SUIT_AFTER_CANCELLATION: Remedy = {
  code: 'SUIT_AFTER_CANCELLATION',
  ko: '선정 취소를 통지받은 날부터 90일 이내에 행정심판 또는 행정소송을 제기할 수 있습니다.',
  en: 'An administrative appeal or a suit is possible within 90 days of being told of the cancellation.',
};

const objection = (until: string): Remedy => ({
  code: 'OBJECTION',
  ko: `결과를 통지받은 날부터 ${until}까지 이의신청을 할 수 있습니다.`,
  en: `An objection is possible until the end of ${until}, counted from the day this result was told.`,
});

/**
 * None while there is neither a refusal nor a cancellation. The 90 days are those of the Act (행정기본법 Art. 36(4)), the
 * others are policy.
 */
export function remediesOf(application: ApplicationState, at: Date): readonly Remedy[] {
  const { status, decision, objectUntil, objections = [], selectionEnd } = application;
  const { why } = selectionEnd ?? {};
  if (why === 'SELECTION_CANCELLED' || why === 'REVOTE') return [SUIT_AFTER_CANCELLATION];
  if (status !== 'NOT_SELECTED') return [];
  const filed = objections.find(({ sessionNo }) => sessionNo === decision?.sessionNo);
  if (filed?.resolution !== undefined) return [SUIT];
  if (filed !== undefined) return [SUIT_AFTER_OBJECTION];
  return mayObject(application, at) && objectUntil !== undefined ? [objection(objectUntil), SUIT_AFTER_OBJECTION] : [];
}
