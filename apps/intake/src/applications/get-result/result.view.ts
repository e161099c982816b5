import { Type, type Static } from 'typebox';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { reasonText } from '#common/kernel/system-reasons.js';
import { BilingualView, CodeTextView } from '#common/http/why.view.js';
import { ObjectionView, OfficerView } from '../application.view.js';
import { REMEDY_CODES } from '../domain/remedies.js';

/** What the applicant is told: the decision and the reasons by criterion, without names (S22 Art. 31). */
export const ResultView = Type.Object(
  {
    applicationId: Type.String(),
    status: Type.String(),
    result: Type.Optional(
      Type.Object({
        ...ReviewResultNotified.data.properties,
        reasonText: Type.Optional(BilingualView),
      }),
    ),
    /** The codes of the result, for people. */
    reasons: Type.Optional(Type.Array(Type.Object({ criterion: Type.String(), ...CodeTextView.properties }))),
    /** Only after a refusal or a cancellation. */
    remedies: Type.Array(Type.Object({ code: Type.Enum(REMEDY_CODES), ko: Type.String(), en: Type.String() })),
    objections: Type.Optional(Type.Array(ObjectionView)),
    officer: Type.Optional(OfficerView),
  },
  { $id: 'Result' },
);
export type ResultView = Static<typeof ResultView>;

/** The code of review with its text in both languages. */
export function resultTexts(result: ReviewResultNotified): NonNullable<ResultView['result']> {
  const text = result.reasonCode === undefined ? undefined : reasonText(result.reasonCode);
  return { ...result, ...(text !== undefined && { reasonText: { ...text } }) };
}
