import { specification, type Decide } from '#testing/specification.js';
import { inquiryType } from '../inquiry.type.js';
import { answerInquiry, askInquiry, inquiryKey } from './answering.js';
import type { InquiryEvent } from './inquiry.events.js';
import type { InquiryState } from './inquiry.state.js';

type Act = Decide<InquiryState, InquiryEvent>;

const ask =
  (no = 0, question: string | null = '우리 회사 갑은 언제 신청합니까?'): Act =>
  (_, moment) =>
    askInquiry({ inquiryId: 'q-1', businessNumber: '1234567890', no, question }, moment);
const answer =
  (input: { readonly question?: string; readonly answer: string }): Act =>
  (state) =>
    answerInquiry(state, input);

const empty = specification(inquiryType, '2025-08-05');
const asked = empty.given(ask());

describe('A question about the scheme', () => {
  it('is one of a few that a supplier has open at once; an answer frees its place', () => {
    const most = empty.moment.policy['intake.openInquiriesMax'];
    empty.when(ask(most - 1)).thenEvents('InquiryAsked');
    empty.when(ask(most)).thenRefused('INQUIRIES_TOO_MANY');
    expect(inquiryType.claims?.(asked.state).map(({ key }) => key)).toEqual([inquiryKey(asked.state)]);
    expect(inquiryType.claims?.(asked.given(answer({ answer: '상시' })).state)).toEqual([]);
  });

  it('is published with its answer, in other words where they would tell who asked', () => {
    expect(asked.given(answer({ answer: '상시' })).state.published).toMatchObject({ question: asked.state.question });
    const reworded = asked.given(answer({ question: '언제 신청합니까?', answer: '상시' }));
    expect(reworded.state.published).toMatchObject({ question: '언제 신청합니까?', answer: '상시' });
    const mended = reworded.on('2025-08-06').given(answer({ answer: '연중' }));
    expect(mended.state.published).toMatchObject({ question: '언제 신청합니까?', answer: '연중' });
  });

  it('needs other words once it was erased', () => {
    const erased = empty.given(ask(0, null));
    erased.when(answer({ answer: '상시' })).thenRefused('QUESTION_MISSING');
    erased.when(answer({ question: '언제?', answer: '상시' })).thenEvents('InquiryAnswered');
  });
});
