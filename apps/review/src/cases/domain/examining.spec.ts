import { assigned, assigns, declares, EXAMINERS, findings, opened, submits } from '../testing/review-case.js';
import { isReady } from './case.rules.js';

describe('The expert examination', () => {
  it('is assigned to three examiners who declared no conflict; then the papers open to them', () => {
    opened.when(assigns(...EXAMINERS)).thenRefused('EXAMINER_NOT_CLEARED');
    const declared = opened.given(...EXAMINERS.map((examinerId) => declares(examinerId)), declares('e-4', 'C'));
    declared.when(assigns('e-1', 'e-2')).thenRefused('EXAMINERS_TOO_FEW');
    declared.when(assigns('e-1', 'e-1', 'e-2')).thenRefused('EXAMINERS_TOO_FEW');
    declared.when(assigns('e-1', 'e-2', 'e-4')).thenRefused('EXAMINER_NOT_CLEARED');
    expect(declared.state.deadlines).toMatchObject([{ key: 'EXAMINER_ASSIGNMENT', dueAt: '2025-08-14T15:00:00.000Z' }]);
    const { state } = declared
      .when(assigns(...EXAMINERS))
      .thenEvents('ExaminersAssigned', { type: 'CaseAccessGranted', data: { people: EXAMINERS, as: 'EXAMINER' } });
    expect(state.access.map((access) => access.person)).toEqual(['e-1', 'e-2', 'e-3']);
    expect(state.deadlines).toMatchObject([{ key: 'EXAMINATION', dueAt: '2025-08-27T15:00:00.000Z' }]);
  });

  it('answers every criterion once, and explains what is not met', () => {
    const [first, ...rest] = findings;
    assigned.when(submits('e-1', rest)).thenRefused('CRITERION_MISSING');
    assigned.when(submits('e-1', [...findings, ...findings.slice(0, 1)])).thenRefused('CRITERION_TWICE');
    const notMet = { criterion: first?.criterion ?? 'SECURITY', finding: 'NOT_MET' } as const;
    assigned.when(submits('e-1', [notMet, ...rest])).thenRefused('COMMENT_MISSING');
    assigned.when(submits('e-9')).thenRefused('FORBIDDEN');
  });

  it('is complete with the last of the assigned examiners; a text may be replaced until then', () => {
    const twoOfThree = assigned
      .when(submits('e-1'))
      .thenEvents('ExaminationSubmitted')
      .when(submits('e-1'))
      .thenEvents('ExaminationSubmitted')
      .when(submits('e-2'))
      .thenEvents('ExaminationSubmitted');
    expect(isReady(twoOfThree.state)).toBe(false);
    const complete = twoOfThree.when(submits('e-3')).thenEvents('ExaminationSubmitted', 'ExpertExaminationCompleted');
    expect(isReady(complete.state)).toBe(true);
    complete.when(submits('e-1')).thenRefused('EXAMINATION_CLOSED');
  });

  it('loses an examiner who finds a conflict late, text and access included', () => {
    const released = assigned
      .given(submits('e-1'))
      .when(declares('e-1', 'B'))
      .thenEvents('ExaminerDeclared', 'ExaminerReleased', { type: 'CaseAccessRevoked', data: { people: ['e-1'] } });
    expect(released.state).toMatchObject({ status: 'OPENED', examiners: ['e-2', 'e-3'], examinations: [] });
    const { state } = released.given(declares('e-5'), assigns('e-5'));
    expect(state).toMatchObject({ status: 'EXPERT_ASSIGNED', examiners: ['e-2', 'e-3', 'e-5'] });
  });
});
