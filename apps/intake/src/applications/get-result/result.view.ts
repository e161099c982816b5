import { Type, type Static } from 'typebox';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';

/** What the applicant is told: the decision and the reasons by criterion, without names (S22 Art. 31). */
export const ResultView = Type.Object(
  {
    applicationId: Type.String(),
    status: Type.String(),
    result: Type.Optional(ReviewResultNotified.data),
    /** How to object (행정기본법 Art. 36); only where there is something to object to. */
    remedy: Type.Optional(Type.String()),
  },
  { $id: 'Result' },
);
export type ResultView = Static<typeof ResultView>;

export const REMEDY =
  '결과를 통지받은 날부터 30일 이내에 이의신청을 할 수 있고, 이의신청 결과를 통지받은 날부터 90일 이내에 행정심판 또는 행정소송을 제기할 수 있습니다.';
