import { deferralTexts } from './system-reasons.js';

describe('The reason of a deferral', () => {
  const deferral = { requests: [], answerDueOn: '2025-10-10' };

  it('is in the words of the chair, or in both languages where the system gives it', () => {
    expect(deferralTexts({ ...deferral, reason: '자료 부족' })).toEqual({ korean: '자료 부족' });
    const { korean, english } = deferralTexts({ ...deferral, reason: null, code: 'TOO_FEW_ELIGIBLE' });
    expect(korean).toContain('보류');
    expect(english).toContain('Too few members');
  });

  it('is untold once erased', () => expect(deferralTexts({ ...deferral, reason: null })).toEqual({}));
});
