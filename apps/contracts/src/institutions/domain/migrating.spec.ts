import { specification } from '#testing/specification.js';
import { institutionType } from '../institution.type.js';
import { factsRegistered } from './institution.rules.js';
import { migrateInstitution } from './migrating.js';

describe('An institution from the records of before', () => {
  const facts = { code: 'INST-9001', name: '수요기관 9001', type: 'STATE', ministry: '과학기술정보통신부' } as const;
  const nothing = specification(institutionType, '2025-08-04');

  it('is verified at once, and says whether it was generated', () => {
    const real = nothing
      .when(() => migrateInstitution(facts))
      .thenEvents('InstitutionRegistered', 'InstitutionVerified');
    expect(factsRegistered(real.state)).toEqual(facts);
    expect(real.state.status).toBe('VERIFIED');
    expect(real.state).not.toHaveProperty('synthetic');
    expect(nothing.given(() => migrateInstitution({ ...facts, synthetic: true })).state.synthetic).toBe(true);
  });
});
