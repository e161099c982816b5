import { applicantPseudonym } from './applicant-pseudonym.js';
import { newId } from './ids.js';

describe('The pseudonym of an applicant', () => {
  it('is the same for one application, and another for nearly every other one', () => {
    const id = newId();
    expect(applicantPseudonym(id)).toBe(applicantPseudonym(id));
    expect(applicantPseudonym(id)).toMatch(/^신청기업 [가-하]{4}$/);
    const many = new Set(Array.from({ length: 200 }, (_, n) => applicantPseudonym(`application ${n}`)));
    expect(many.size).toBeGreaterThan(190);
  });
});
