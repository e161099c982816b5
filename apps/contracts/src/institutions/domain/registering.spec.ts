import { proves } from '#testing/proves.js';
import { refusalOf, specification } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { institutionType } from '../institution.type.js';
import { factsOfVerified, registerInstitution, verifyInstitution } from './registering.js';

const facts = { code: '1000001', name: '수요기관 1', type: 'STATE', ministry: '과학기술정보통신부' } as const;

describe('An institution', () => {
  const registered = specification(institutionType, '2025-08-04').given(() => registerInstitution(facts));

  it('is verified once', () => {
    registered
      .when(verifyInstitution)
      .thenEvents('InstitutionVerified')
      .when(verifyInstitution)
      .thenRefused('INSTITUTION_VERIFIED');
  });

  it('contracts under its own facts, once it is verified', proves({ '11.4/planned': factsOfVerified }), () => {
    expect(refusalOf(() => factsOfVerified(registered.state))).toBe('INSTITUTION_NOT_VERIFIED');
    expect(factsOfVerified(registered.given(verifyInstitution).state)).toEqual(facts);
  });

  it('goes exactly the ways of its diagram', () => {
    expectExactEdges(institutionType, { from: registered, commands: { verify: () => verifyInstitution } });
  });
});
