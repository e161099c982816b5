import { toldBy, waitsIn } from '#testing/told.js';
import { caseType } from './case.type.js';
import { assigned, declares, examined, EXAMINERS, invites, opened, submits } from './testing/review-case.js';

describe('What examiners are told of a case', () => {
  it('A-09: each who is invited, once; each who is assigned, with the day due', () => {
    const invited = toldBy(caseType, opened.given(invites(...EXAMINERS)), 'ExaminersInvited');
    expect(invited.map(({ to, reason }) => `${reason} ${to}`)).toEqual(
      EXAMINERS.map((sub) => `EXAMINER_INVITED person:${sub}`),
    );
    const told = toldBy(caseType, assigned, 'ExaminersAssigned');
    expect(told).toHaveLength(EXAMINERS.length);
    expect(told[0]).toMatchObject({ reason: 'EXAMINER_ASSIGNED', dueOn: '2025-08-27' });
  });

  it('names neither the applicant, nor the service, nor another examiner', () => {
    const { service, supplier } = opened.state.submission;
    const told = toldBy(caseType, assigned, 'ExaminersAssigned');
    for (const notice of told) {
      const text = JSON.stringify(notice);
      expect(text).not.toContain(service.name);
      expect(text).not.toContain(supplier.name);
      expect(EXAMINERS.filter((sub) => text.includes(sub))).toHaveLength(1);
    }
  });

  it('tells an examiner whose conflict came late that nothing more is to be done', () => {
    const released = assigned.given(declares('e-1', 'B'));
    expect(toldBy(caseType, released, 'ExaminerReleased')).toMatchObject([
      { reason: 'EXAMINER_RELEASED', to: 'person:e-1' },
    ]);
  });
});

describe('What waits in a case', () => {
  it('F-07: a silent examiner keeps the duty, those who are done have none', () => {
    const two = assigned.given(submits('e-1'), submits('e-2'));
    expect(waitsIn(caseType, two)).toEqual([expect.stringMatching(/^SUBMIT_EXAMINATION person:e-3 2025-08-27/)]);
  });

  it('§11.2: the assignment for the secretary, declarations for the invited, then the agenda', () => {
    expect(waitsIn(caseType, opened)).toEqual([expect.stringMatching(/^ASSIGN_EXAMINERS role:SECRETARY 2025-08-14/)]);
    const one = opened.given(invites('e-1', 'e-2'), declares('e-1'));
    expect(waitsIn(caseType, one)).toContain('DECLARE_EXAMINER_CONFLICT person:e-2 –');
    expect(waitsIn(caseType, examined)).toEqual(['PUT_ON_AGENDA role:SECRETARY –']);
  });
});
