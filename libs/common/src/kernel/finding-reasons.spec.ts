import { FINDING_REASONS, reasonCodesOf, reasonTexts } from './finding-reasons.js';

describe('Reasons of a finding', () => {
  it('are named in Korean and in English, and each criterion has one for what no other code says', () => {
    for (const criterion of Object.keys(FINDING_REASONS)) {
      expect([criterion, reasonCodesOf(criterion).includes('OTHER')]).toEqual([criterion, true]);
      for (const { code, ko, en } of reasonTexts(criterion, reasonCodesOf(criterion)))
        expect([code, ko, en]).toEqual([
          expect.stringMatching(/^[A-Z_]+$/),
          expect.stringMatching(/[가-힣]/),
          expect.stringMatching(/[a-z]/),
        ]);
    }
  });

  it('are shown as codes where they are not known, an inherited name among them', () => {
    expect(reasonTexts('SECURITY', ['LATER'])).toEqual([{ code: 'LATER', ko: 'LATER', en: 'LATER' }]);
    expect([reasonTexts('toString', ['name'])[0]?.ko, reasonCodesOf('constructor')]).toEqual(['name', []]);
  });
});
