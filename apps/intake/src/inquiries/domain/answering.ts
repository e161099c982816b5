import type { Moment } from '#common/kernel/clock.js';
import { secondsLeftOfDay } from '#common/kernel/day.js';
import { ensure, exhausted, invalid } from '#common/kernel/errors.js';
import type { InquiryEvent } from './inquiry.events.js';
import type { InquiryState } from './inquiry.state.js';

/** Two questions that are asked at the same time cannot take the same number. */
export const inquiryKey = ({ businessNumber, no }: Pick<InquiryState, 'businessNumber' | 'no'>): string =>
  `inquiry:${businessNumber}:${no}`;

/** A supplier asks about the scheme; so many of its questions may be open at once. */
export function askInquiry(
  { inquiryId, ...asked }: { readonly inquiryId: string } & Pick<InquiryState, 'businessNumber' | 'no' | 'question'>,
  { at, policy }: Moment,
): readonly InquiryEvent[] {
  const most = policy['intake.openInquiriesMax'];
  ensure(asked.no < most, () =>
    exhausted(
      'INQUIRIES_TOO_MANY',
      `A supplier has at most ${most} open questions at once: wait for an answer.`,
      secondsLeftOfDay(at),
    ),
  );
  return [{ type: 'InquiryAsked', data: { inquiryId, ...asked } }];
}

/**
 * NIA answers, and publishes question and answer to all; a later answer takes the place of the first. All applicants
 * know the same, so none has an advantage of asking.
 *
 * @param input `question`: in words that tell nothing of who asked; as it was asked unless given
 * @throws Refusal 422 when the question was erased and no other words are given
 */
export function answerInquiry(
  { question, published }: InquiryState,
  input: { readonly question?: string; readonly answer: string },
): readonly InquiryEvent[] {
  const shown = input.question ?? published?.question ?? question;
  ensure(shown !== null, () =>
    invalid('QUESTION_MISSING', 'The question was erased: give the words it is published in.', [
      { pointer: '/question', code: 'QUESTION_MISSING', detail: 'needed here' },
    ]),
  );
  return [{ type: 'InquiryAnswered', data: { question: shown, answer: input.answer } }];
}
