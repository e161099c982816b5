import { hasRole, PUBLIC, systemActor } from './actor.js';
import { addresseesOf, organisationOf, personOf, roleOf } from './addressee.js';

describe('Whom something is for', () => {
  it('is a person, a role, or a role in one organisation', () => {
    expect([personOf('kim'), roleOf('CHAIR'), organisationOf('SUPPLIER', '1234567890')]).toEqual([
      'person:kim',
      'role:CHAIR',
      'SUPPLIER@1234567890',
    ]);
  });

  it('is every person by their name, their roles, and their roles within their organisation', () => {
    const person = { kind: 'person', sub: 'kim', roles: ['SUPPLIER', 'AUDITOR'] } as const;
    expect(addresseesOf(person)).toEqual(['person:kim', 'role:SUPPLIER', 'role:AUDITOR']);
    expect(addresseesOf({ ...person, org: '1234567890' })).toEqual([
      'person:kim',
      'role:SUPPLIER',
      'SUPPLIER@1234567890',
      'role:AUDITOR',
      'AUDITOR@1234567890',
    ]);
  });
});

describe('A caller', () => {
  it('has the roles of their token; a service and the public have none', () => {
    const person = { kind: 'person', sub: 'kim', roles: ['SUPPLIER'] } as const;
    expect([hasRole(person, 'SUPPLIER'), hasRole(person, 'AUDITOR')]).toEqual([true, false]);
    expect([hasRole(systemActor('timer'), 'SUPPLIER'), hasRole(PUBLIC, 'SUPPLIER')]).toEqual([false, false]);
    expect([systemActor('timer'), PUBLIC]).toEqual([
      { kind: 'system', sub: 'system:timer' },
      { kind: 'public', sub: 'public' },
    ]);
  });
});
