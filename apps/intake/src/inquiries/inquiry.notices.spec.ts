import { specification } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { answerInquiry, askInquiry } from './domain/answering.js';
import { inquiryType } from './inquiry.type.js';

const asked = specification(inquiryType, '2025-08-05').given((_, moment) =>
  askInquiry({ inquiryId: 'q-1', businessNumber: '1234567890', no: 0, question: '우리 회사 갑은?' }, moment),
);
const answered = asked.given((state) => answerInquiry(state, { question: '언제?', answer: '상시' }));

describe('A question about the scheme', () => {
  it('waits for NIA until it is answered; the list does not repeat it', () => {
    expect(waitsIn(inquiryType, asked)).toEqual(['ANSWER_INQUIRY role:NIA_OPERATOR –']);
    expect(inquiryType.work?.about(asked.state)).toBe('질의 2025-08-05');
    expect(waitsIn(inquiryType, answered)).toEqual([]);
  });

  it('is told to the supplier that asked, once for each answer, without the question', () => {
    const [first] = toldBy(inquiryType, answered, 'InquiryAnswered');
    expect(first).toMatchObject({ reason: 'INQUIRY_ANSWERED', to: 'SUPPLIER@1234567890' });
    const later = answered.on('2025-08-06').given((state) => answerInquiry(state, { answer: '연중' }));
    const [changed] = toldBy(inquiryType, later, 'InquiryAnswered');
    expect(changed?.reason).toBe('INQUIRY_ANSWER_CHANGED');
    expect(changed?.once).not.toBe(first?.once);
    expect(JSON.stringify([first, changed])).not.toMatch(/우리 회사|언제|상시|연중/);
  });
});
