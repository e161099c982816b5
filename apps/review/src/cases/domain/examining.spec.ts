import type { Refusal } from '#common/kernel/errors.js';
import { proves } from '#testing/proves.js';
import {
  assigned,
  assigns,
  declares,
  EXAMINERS,
  examined,
  findings,
  hears,
  hearsOfAgenda,
  hearsOfRelease,
  invites,
  onAgenda,
  opened,
  replaces,
  submission,
  submits,
} from '../testing/review-case.js';
import { groundOf, isReady, phaseOf } from './case.rules.js';
import { CRITERIA } from './case.state.js';
import { assignExaminers, declareExaminerConflict, noteLink, replaceExaminer, submitExamination } from './examining.js';

describe('The expert examination', () => {
  it(
    'is assigned to three examiners who declared no conflict; then the papers open to them',
    proves({ '3.4/three-examiners': assignExaminers, '11.2/case-assigned': assignExaminers }),
    () => {
      opened.when(assigns(...EXAMINERS)).thenRefused('EXAMINER_NOT_CLEARED');
      const declared = opened.given(...EXAMINERS.map((examinerId) => declares(examinerId)), declares('e-4', 'C'));
      declared.when(assigns('e-1', 'e-2')).thenRefused('EXAMINERS_TOO_FEW');
      declared.when(assigns('e-1', 'e-1', 'e-2')).thenRefused('EXAMINERS_TOO_FEW');
      declared.when(assigns('e-1', 'e-2', 'e-4')).thenRefused('EXAMINER_NOT_CLEARED');
      expect(declared.state.deadlines).toMatchObject([
        { key: 'EXAMINER_ASSIGNMENT', dueAt: '2025-08-14T15:00:00.000Z' },
      ]);
      const { state } = declared
        .when(assigns(...EXAMINERS))
        .thenEvents('ExaminersAssigned', { type: 'CaseAccessGranted', data: { people: EXAMINERS, as: 'EXAMINER' } });
      expect(state.access.map((access) => access.person)).toEqual(['e-1', 'e-2', 'e-3']);
      expect(state.deadlines).toMatchObject([{ key: 'EXAMINATION', dueAt: '2025-08-27T15:00:00.000Z' }]);
    },
  );

  it(
    'answers every criterion once, and explains what is not met',
    proves({ '3.4/per-criterion': submitExamination }),
    () => {
      const [first, ...rest] = findings;
      assigned.when(submits('e-1', rest)).thenRefused('CRITERION_MISSING');
      assigned.when(submits('e-1', [...findings, ...findings.slice(0, 1)])).thenRefused('CRITERION_TWICE');
      const notMet = { criterion: first?.criterion ?? 'SECURITY', finding: 'NOT_MET' } as const;
      assigned.when(submits('e-1', [notMet, ...rest])).thenRefused('COMMENT_MISSING');
      const explained = { ...notMet, comment: '등급 미달' };
      const coded = (...reasons: readonly string[]) => submits('e-1', [{ ...explained, reasons }, ...rest]);
      assigned.when(coded()).thenRefused('REASON_CODE_MISSING');
      assigned.when(coded('CERTIFICATE_MISSING')).thenRefused('REASON_CODE_UNKNOWN');
      assigned
        .when(submits('e-1', [{ criterion: notMet.criterion, finding: 'MET', reasons: ['OTHER'] }, ...rest]))
        .thenRefused('REASON_CODE_UNKNOWN');
      const { state } = assigned
        .when(coded('RATING_TOO_LOW', 'RATING_TOO_LOW', 'OTHER'))
        .thenEvents('ExaminationSubmitted');
      expect(state.examinations[0]?.findings[0]).toEqual({ ...explained, reasons: ['RATING_TOO_LOW', 'OTHER'] });
      assigned.when(submits('e-9')).thenRefused('FORBIDDEN');
    },
  );

  it.each(CRITERIA.map((criterion) => [criterion]))(
    'answers %s, and says why where the service does not meet it',
    proves({ '3.5/kind-fit': submitExamination, '3.5/public-suitability': submitExamination }),
    (criterion) => {
      const others = findings.filter((one) => one.criterion !== criterion);
      assigned.when(submits('e-1', others)).thenRefused('CRITERION_MISSING');
      const judged = { criterion, finding: 'NEEDS_EXPLANATION' } as const;
      assigned.when(submits('e-1', [...others, judged])).thenRefused('COMMENT_MISSING');
      assigned.when(submits('e-1', [...others, { ...judged, comment: ' ' }])).thenRefused('COMMENT_MISSING');
      const { state } = assigned
        .when(submits('e-1', [...others, { ...judged, comment: '근거 부족' }]))
        .thenEvents('ExaminationSubmitted');
      expect(state.examinations[0]?.findings).toContainEqual({ ...judged, comment: '근거 부족' });
    },
  );

  it(
    'is complete with the last of the assigned examiners; a text may be replaced until then',
    proves({ '11.2/case-examined': submitExamination }),
    () => {
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
    },
  );

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

describe('The people of an examination', () => {
  it('are asked once each, while examiners are looked for', () => {
    const asked = opened
      .when(invites('e-1', 'e-2', 'e-1'))
      .thenEvents({ type: 'ExaminersInvited', data: { examinerIds: ['e-1', 'e-2'] } });
    asked.when(invites('e-2', 'e-1')).thenEvents();
    const more = asked
      .when(invites('e-2', 'e-3'))
      .thenEvents({ type: 'ExaminersInvited', data: { examinerIds: ['e-3'] } });
    expect(more.state.invited).toEqual(['e-1', 'e-2', 'e-3']);
    assigned.when(invites('e-4')).thenEvents('ExaminersInvited');
    examined.when(invites('e-4')).thenRefused('INVITATIONS_CLOSED');
  });

  it('declare for themselves, and the newest declaration counts', () => {
    const declaring = (by: object, ground: 'NONE' | 'B' = 'NONE', more: object = {}) =>
      opened.when((state, moment) =>
        declareExaminerConflict(state, { examinerId: 'e-1', by: { sub: 'e-1', ...by }, ground, ...more }, moment),
      );
    declaring({ sub: 'e-2' }).thenRefused('FORBIDDEN');
    const org = submission.supplier.businessNumber;
    declaring({ org }).thenRefused('MEMBER_EXCLUDED');
    declaring({ org }, 'B').thenEvents({ type: 'ExaminerDeclared', data: { examinerId: 'e-1', ground: 'B' } });
    declaring({ org: '9999999999' }).thenEvents('ExaminerDeclared');
    const noted = declaring({}, 'B', { note: '자문' }).thenEvents({ type: 'ExaminerDeclared', data: { note: '자문' } });
    expect(groundOf(noted.state, 'e-1')).toBe('B');
    expect(groundOf(noted.given(declares('e-2')).given(declares('e-1')).state, 'e-1')).toBe('NONE');
    expect(noted.given(declares('e-1')).state.declarations).toHaveLength(1);
    expect(groundOf(opened.state, 'e-1')).toBeUndefined();
  });

  it('of the applicant are noted once, for the secretary', () => {
    const person = 'e-1';
    const found = opened
      .when((state) => noteLink(state, { person }))
      .thenEvents({ type: 'LinkFound', data: { person } })
      .when((state) => noteLink(state, { person }))
      .thenEvents()
      .when((state) => noteLink(state, { person: 'e-2' }))
      .thenEvents('LinkFound');
    expect(found.state.links?.map((link) => link.person)).toEqual(['e-1', 'e-2']);
  });

  it('submit their own text, for a case that is not of their organisation', () => {
    const submitting = (by: object) =>
      assigned.when((state, moment) =>
        submitExamination(
          state,
          { examinerId: 'e-1', by: { sub: 'e-1', ...by }, findings, recommendation: 'NOT_SELECT', comment: '미흡' },
          moment,
        ),
      );
    submitting({ sub: 'e-2' }).thenRefused('FORBIDDEN');
    submitting({ org: submission.supplier.businessNumber }).thenRefused('MEMBER_EXCLUDED');
    const { state } = submitting({}).thenEvents({
      type: 'ExaminationSubmitted',
      data: { recommendation: 'NOT_SELECT' },
      details: { comment: '미흡', comments: [] },
    });
    expect(state.examinations).toEqual([
      {
        examinerId: 'e-1',
        findings,
        recommendation: 'NOT_SELECT',
        comment: '미흡',
        submittedAt: assigned.moment.at.toISOString(),
      },
    ]);
  });

  it('have periods by §11.2 and A-09', () => {
    expect(opened.state.deadlines).toMatchObject([{ key: 'EXAMINER_ASSIGNMENT', basis: 'bd', rule: '§11.2' }]);
    expect(assigned.state.deadlines).toMatchObject([{ key: 'EXAMINATION', basis: 'bd', rule: 'A-09' }]);
    expect(examined.state.deadlines).toEqual([]);
    // Who takes over while examiners are still wanted leaves the duty to assign as it is.
    const wanted = assigned.given(declares('e-1', 'B')).on('2025-08-20').given(declares('e-4'), replaces('e-2', 'e-4'));
    expect(wanted.state).toMatchObject({
      status: 'OPENED',
      examiners: ['e-3', 'e-4'],
      deadlines: [{ key: 'EXAMINER_ASSIGNMENT', dueAt: '2025-08-14T15:00:00.000Z' }],
    });
  });

  it('are assigned until there are enough, and stay when they are clear once more', () => {
    const more = assigned.given(declares('e-4'));
    more.when(assigns('e-4')).thenRefused('EXAMINERS_ASSIGNED');
    assigned.when(declares('e-1')).thenEvents('ExaminerDeclared');
    const released = assigned.given(declares('e-1', 'B'), declares('e-5'));
    released
      .when(assigns('e-2', 'e-3', 'e-5'))
      .thenEvents(
        { type: 'ExaminersAssigned', data: { examinerIds: ['e-5'] } },
        { type: 'CaseAccessGranted', data: { people: ['e-5'] } },
      );
  });

  it('are named in what is refused to them', () => {
    const detail = (act: () => unknown): string => {
      try {
        act();
      } catch (error) {
        return (error as Refusal).detail;
      }
      return 'nothing refused';
    };
    const { state, moment } = opened;
    expect(detail(() => assigns('e-1', 'e-2', 'e-3')(state, moment))).toBe(
      'Without a declaration of no conflict: e-1, e-2, e-3.',
    );
    expect(detail(() => submits('e-1')(examined.state, moment))).toBe(
      `The examination of case ${state.caseId} is EXPERT_DONE; this is possible while it is EXPERT_ASSIGNED.`,
    );
    expect(detail(() => replaces('e-1', 'e-2')(examined.state, moment))).toContain(
      'while it is OPENED or EXPERT_ASSIGNED',
    );
    const decided = onAgenda.given(hears('SELECTED')).state;
    expect(detail(() => declares('e-1')(decided, moment))).toContain(`${state.caseId} is DECIDED;`);
    const two = findings.slice(2);
    expect(detail(() => submits('e-1', two)(assigned.state, moment))).toBe(
      'Every criterion is answered; missing: FINANCIAL_STANDING, SANCTION_FREE.',
    );
    const bare = findings.map((one, i) => ({ ...one, ...(i < 2 && { finding: 'NOT_MET' as const }) }));
    expect(detail(() => submits('e-1', bare)(assigned.state, moment))).toBe(
      'What is not met is explained: FINANCIAL_STANDING, SANCTION_FREE.',
    );
    const replaced = assigned.given(declares('e-4')).given(replaces('e-1', 'e-4')).state;
    expect(detail(() => submits('e-1')(replaced, moment))).toContain(`case ${state.caseId} on 2025-08-12`);
  });
});

describe('R-03: an examiner', () => {
  const fourth = assigned.given(invites('e-4'), declares('e-4'));

  it(
    'who is silent for two months is replaced by one who is clear; papers and period go to the new one',
    proves({ 'R-03': replaceExaminer }),
    () => {
      const late = fourth.given(submits('e-1'), submits('e-2')).on('2025-10-27');
      expect(late.state.deadlines).toMatchObject([{ key: 'EXAMINATION', dueAt: '2025-08-27T15:00:00.000Z' }]);
      const replaced = late
        .when(replaces('e-3', 'e-4'))
        .thenEvents(
          { type: 'ExaminerReplaced', reason: '회신 없음' },
          { type: 'CaseAccessRevoked', data: { people: ['e-3'] } },
          { type: 'CaseAccessGranted', data: { people: ['e-4'], as: 'EXAMINER' } },
        );
      expect(replaced.state).toMatchObject({
        status: 'EXPERT_ASSIGNED',
        examiners: ['e-1', 'e-2', 'e-4'],
        deadlines: [{ key: 'EXAMINATION', dueAt: '2025-11-10T15:00:00.000Z' }],
      });
      replaced.when(submits('e-4')).thenEvents('ExaminationSubmitted', 'ExpertExaminationCompleted');
    },
  );

  it(
    'who was replaced is told so when they submit, and their text does not count',
    proves({ 'R-03': submitExamination }),
    () => {
      const replaced = fourth.given(submits('e-1')).given(replaces('e-1', 'e-4'));
      expect(replaced.state.examinations).toEqual([]);
      expect(replaced.history.map(({ type }) => type)).toContain('ExaminationSubmitted');
      replaced.when(submits('e-1')).thenRefused('EXAMINER_REPLACED');
      const done = replaced.given(submits('e-2'), submits('e-3')).when(submits('e-4'));
      done
        .thenEvents('ExaminationSubmitted', 'ExpertExaminationCompleted')
        .when(submits('e-1'))
        .thenRefused('EXAMINER_REPLACED');
    },
  );

  it('is replaced by a cleared person who does not examine yet, and not once the examination is complete', () => {
    fourth.when(replaces('e-1', 'e-9')).thenRefused('EXAMINER_NOT_CLEARED');
    fourth.when(replaces('e-1', 'e-2')).thenRefused('EXAMINERS_ASSIGNED');
    fourth.when(replaces('e-4', 'e-4')).thenRefused('EXAMINER_NOT_ASSIGNED');
    fourth
      .given(...EXAMINERS.map((examinerId) => submits(examinerId)))
      .when(replaces('e-1', 'e-4'))
      .thenRefused('EXAMINATION_CLOSED');
  });

  it('who was replaced may come back, and examines again', () => {
    const back = fourth.given(replaces('e-1', 'e-4')).given(replaces('e-2', 'e-1'));
    back.when(submits('e-1')).thenEvents('ExaminationSubmitted');
    expect(back.state.examiners).toEqual(['e-3', 'e-4', 'e-1']);
  });
});

describe('A conflict found after completion', () => {
  it(
    'removes that text; with too few left the case needs a new examiner before an agenda',
    proves({ 'R-03': declareExaminerConflict }),
    () => {
      const reopened = examined
        .when(declares('e-1', 'B'))
        .thenEvents('ExaminerDeclared', 'ExaminerReleased', { type: 'CaseAccessRevoked', data: { people: ['e-1'] } });
      expect(reopened.state).toMatchObject({ status: 'OPENED', examiners: ['e-2', 'e-3'] });
      expect(reopened.state.examinations.map(({ examinerId }) => examinerId)).toEqual(['e-2', 'e-3']);
      expect(isReady(reopened.state)).toBe(false);
      const again = reopened.given(invites('e-4'), declares('e-4'), assigns('e-4'), submits('e-4'));
      expect(isReady(again.state)).toBe(true);
    },
  );

  it('leaves a case complete that has enough other texts', () => {
    const four = opened.given(
      ...['e-1', 'e-2', 'e-3', 'e-4'].map((examinerId) => declares(examinerId)),
      assigns('e-1', 'e-2', 'e-3', 'e-4'),
    );
    const complete = four.given(...['e-1', 'e-2', 'e-3', 'e-4'].map((examinerId) => submits(examinerId)));
    const { state } = complete.given(declares('e-4', 'A'));
    expect([phaseOf(state), state.examinations.length, isReady(state)]).toEqual(['EXPERT_DONE', 3, true]);
    // Of four of whom one is silent, the other three complete it when that one leaves.
    four
      .given(...EXAMINERS.map((examinerId) => submits(examinerId)))
      .when(declares('e-4', 'A'))
      .thenEvents('ExaminerDeclared', 'ExaminerReleased', 'ExpertExaminationCompleted', 'CaseAccessRevoked');
  });

  it('is told to the session whose agenda the case is on, and so is that it is examined again', () => {
    const reopened = onAgenda
      .when(declares('e-1', 'B'))
      .thenEvents(
        'ExaminerDeclared',
        'ExaminerReleased',
        { type: 'AgendaExaminationChanged', data: { sessionNo: 62 } },
        'CaseAccessRevoked',
      );
    expect(reopened.state).toMatchObject({ status: 'ON_AGENDA', reopened: 'OPENED' });
    const { state } = reopened
      .given(invites('e-4'), declares('e-4'), assigns('e-4'))
      .when(submits('e-4'))
      .thenEvents('ExaminationSubmitted', 'ExpertExaminationCompleted', 'AgendaExaminationChanged');
    expect(state).toMatchObject({ status: 'ON_AGENDA' });
    expect(state.reopened).toBeUndefined();
  });

  it('leaves the case open for a new examiner once its item is removed', () => {
    const reopened = onAgenda.given(declares('e-1', 'B')).given(hearsOfRelease(62));
    expect(reopened.state).toMatchObject({ status: 'OPENED', examiners: ['e-2', 'e-3'] });
    expect(reopened.state.reopened).toBeUndefined();
  });

  it('found while the secretary puts the case on an agenda, is told to that session', () => {
    const { state } = examined
      .given(declares('e-1', 'B'))
      .when(hearsOfAgenda(63))
      .thenEvents('PutOnAgenda', { type: 'AgendaExaminationChanged', data: { sessionNo: 63 } });
    expect(state).toMatchObject({ status: 'ON_AGENDA', reopened: 'OPENED' });
  });
});
