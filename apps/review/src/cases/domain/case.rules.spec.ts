import { derivedId } from '#common/kernel/ids.js';
import { proves } from '#testing/proves.js';
import { specification } from '#testing/specification.js';
import { caseType } from '../case.type.js';
import { hearsOfClearance, hearsOfRecusal, onAgenda, opens, submission } from '../testing/review-case.js';
import { readsNames } from './case.rules.js';
import type { CaseState } from './case.state.js';
import { caseIdOf, openCase } from './opening.js';

describe('A case that is opened', () => {
  it(
    'is one for each accepted application, and waits two business days for its examiners',
    proves({ '11.2/case-opened': openCase, '11.5/accepted-opens-case': openCase }),
    () => {
      const { state } = specification(caseType, '2025-08-12')
        .when(opens)
        .thenEvents({ type: 'ReviewCaseOpened', data: { openedAt: '2025-08-12T01:00:00.000Z' } });
      expect(state).toMatchObject({
        caseId: caseIdOf(state.applicationId),
        status: 'OPENED',
        submission,
        deadlines: [{ key: 'EXAMINER_ASSIGNMENT', dueAt: '2025-08-14T15:00:00.000Z', basis: 'bd', rule: '§11.2' }],
      });
    },
  );

  it('has the same id however often its acceptance comes', proves({ '11.5/race-duplicate': caseIdOf }), () => {
    const [one, again, other] = ['a-1', 'a-1', 'a-2'].map(caseIdOf);
    expect([one === again, one === other]).toEqual([true, false]);
    // Ids of other things are derived from an application as well.
    expect(one).not.toBe(derivedId('', 'a-1'));
  });
});

describe('R-04: names and declarations of a case', () => {
  const chair = { sub: 'chair', isLinked: false, ofOffice: false, presides: true };
  const reads = (state: CaseState, who: object = {}) => readsNames(state, { ...chair, ...who });
  const cleared = onAgenda.given(hearsOfClearance('chair', 'member-1')).state;
  const aside = onAgenda.given(hearsOfClearance('chair'), hearsOfRecusal('chair')).state;

  it('are for the chair after their own clear declaration only', proves({ 'R-04': readsNames }), () => {
    expect(reads(onAgenda.state)).toBe(false);
    expect(reads(onAgenda.given(hearsOfClearance('member-1')).state)).toBe(false);
    expect(reads(cleared)).toBe(true);
    expect(reads(aside)).toBe(false);
    expect(reads(cleared, { isLinked: true })).toBe(false);
  });

  it('are for secretary and auditor as such, and for no other member', proves({ 'R-04': readsNames }), () => {
    expect(reads(cleared, { sub: 'member-1', presides: false })).toBe(false);
    const office = { sub: 'secretary', presides: false, ofOffice: true };
    expect(reads(onAgenda.state, office)).toBe(true);
    expect(reads(onAgenda.state, { ...office, isLinked: true })).toBe(false);
    expect(reads(aside, { ...office, sub: 'chair' })).toBe(false);
  });
});
