import { assigned, findings, hearsOfClearance, onAgenda, opened, submits } from './testing/review-case.js';
import { caseView } from './case.view.js';
import { declareExaminerConflict } from './domain/examining.js';

describe('The view of a case', () => {
  const declared = opened.given((state, moment) =>
    declareExaminerConflict(state, { examinerId: 'e-1', by: { sub: 'e-1' }, ground: 'C', note: '친족' }, moment),
  );
  const declarationsSeenBy = (sub: string, state = declared.state) =>
    caseView(
      { id: state.caseId, version: 2, state },
      {
        sub,
        now: declared.moment.at,
        isLinked: false,
        seesNames: false,
        seesCancellation: false,
        hidesApplicant: false,
        findings: [],
      },
    ).declarations;

  it('shows a declaration to its examiner only', () => {
    expect(declarationsSeenBy('e-1')).toMatchObject([{ examinerId: 'e-1', ground: 'C', note: '친족' }]);
    expect(declarationsSeenBy('e-2')).toEqual([]);
  });

  it('shows a declaration without its note once that was erased', () => {
    const { state } = opened.given([
      { type: 'ExaminerDeclared', data: { examinerId: 'e-1', ground: 'C', note: null } },
    ]);
    expect(declarationsSeenBy('e-1', state)).toEqual([{ examinerId: 'e-1', ground: 'C', at: expect.any(String) }]);
  });

  it('S9: shows a person of the applicant’s own house neither papers nor texts, whatever was granted to them', () => {
    const { state, moment } = onAgenda.given(hearsOfClearance('member-7'));
    const seenBy = (sub: string, isLinked: boolean) => {
      const { papers, examinations } = caseView(
        { id: state.caseId, version: 9, state },
        {
          sub,
          now: moment.at,
          isLinked,
          seesNames: false,
          seesCancellation: false,
          hidesApplicant: false,
          findings: [],
        },
      );
      return [papers !== undefined, examinations.length];
    };
    expect(['member-7', 'e-1'].map((sub) => seenBy(sub, false))).toEqual([
      [true, 3],
      [true, 1],
    ]);
    expect(['member-7', 'e-1'].map((sub) => seenBy(sub, true))).toEqual([
      [false, 0],
      [false, 0],
    ]);
  });

  it('A-09: hides who applied where the policy says so, by one name for the case and its papers', () => {
    const { state, moment } = onAgenda;
    const seenBy = (hidesApplicant: boolean) =>
      caseView(
        { id: state.caseId, version: 9, state },
        {
          sub: 'e-1',
          now: moment.at,
          isLinked: false,
          seesNames: false,
          seesCancellation: false,
          hidesApplicant,
          findings: [],
        },
      );
    const { name, businessNumber, size } = state.submission.supplier;
    expect(seenBy(false)).toMatchObject({ supplierName: name, papers: { supplier: { name, businessNumber } } });
    const hidden = seenBy(true);
    expect(JSON.stringify(hidden)).not.toMatch(new RegExp(`${name}|${businessNumber}`));
    expect(hidden.supplierName).toMatch(/^신청기업 [가-하]{4}$/);
    expect(hidden.papers?.supplier).toEqual({ name: hidden.supplierName, size });
  });

  it('shows the reasons of a finding as codes with both texts', () => {
    const [first, ...rest] = findings;
    const coded = { ...first, finding: 'NOT_MET', comment: '등급 미달', reasons: ['RATING_TOO_LOW'] } as const;
    const { state, moment } = assigned.given(submits('e-1', [coded as (typeof findings)[number], ...rest]));
    const { examinations } = caseView(
      { id: state.caseId, version: 9, state },
      {
        sub: 'e-1',
        now: moment.at,
        isLinked: false,
        seesNames: false,
        seesCancellation: false,
        hidesApplicant: false,
        findings: [],
      },
    );
    expect(examinations[0]?.findings[0]).toMatchObject({
      comment: '등급 미달',
      reasons: [{ code: 'RATING_TOO_LOW', ko: expect.stringMatching(/미달/), en: expect.stringMatching(/too low/) }],
    });
  });
});
