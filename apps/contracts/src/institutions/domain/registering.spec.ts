import { proves } from '#testing/proves.js';
import { refusalOf, specification } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { institutionType } from '../institution.type.js';
import { changeInstitution } from './changing.js';
import { completePassing, mergeInstitution } from './merging.js';
import { factsOfVerified, registerInstitution, verifyInstitution } from './registering.js';

const facts = { code: '1000001', name: '수요기관 1', type: 'STATE', ministry: '과학기술정보통신부' } as const;
const nobody = new Map();

describe('An institution', () => {
  const registered = specification(institutionType, '2025-08-04').given((_, moment) =>
    registerInstitution(facts, nobody, moment),
  );

  it('is verified once', () => {
    registered
      .when(verifyInstitution)
      .thenEvents('InstitutionVerified')
      .when(verifyInstitution)
      .thenRefused('INSTITUTION_VERIFIED');
  });

  it('contracts under its own facts, once it is verified', proves({ '11.4/planned': factsOfVerified }), () => {
    const today = '2025-08-04';
    expect(refusalOf(() => factsOfVerified(registered.state, today, nobody))).toBe('INSTITUTION_NOT_VERIFIED');
    const verified = registered.given(verifyInstitution).state;
    expect(factsOfVerified(verified, today, nobody)).toEqual(facts);
    expect(refusalOf(() => factsOfVerified(verified, '2025-08-03', nobody))).toBe('INSTITUTION_NOT_VERIFIED');
  });

  it('registers below one that is registered by then, and below no other', () => {
    const above = new Map([[registered.state.code, registered.state]]);
    const below = (parent: string, day: string) =>
      specification(institutionType, day).when((_, moment) =>
        registerInstitution({ ...facts, code: '1000002', parent }, above, moment),
      );
    expect(below('1000001', '2025-08-04').thenEvents('InstitutionRegistered').state.registered.parent).toBe('1000001');
    below('1000001', '2025-08-03').thenRefused('PARENT_UNKNOWN');
    below('1000009', '2025-08-04').thenRefused('PARENT_UNKNOWN');
  });

  it('goes exactly the ways of its diagram', () => {
    const change = { from: '2025-08-04', legalBasis: '정부조직법', name: '새 이름' };
    const other = specification(institutionType, '2025-08-04')
      .given((_, moment) => registerInstitution({ ...facts, code: '1000002' }, nobody, moment))
      .given(verifyInstitution);
    const merger = { into: '1000002', from: '2025-08-04', legalBasis: '정부조직법' };
    const register = new Map([['1000002', other.state]]);
    expectExactEdges(institutionType, {
      from: registered,
      commands: {
        verify: () => verifyInstitution,
        change: () => (state) => changeInstitution(state, change, { register: nobody, newest: 0 }),
        merge: () => (state, moment) => mergeInstitution(state, merger, register, moment),
        pass: () => completePassing,
      },
    });
  });
});
