import { PUBLIC, ROLES, systemActor, type Person, type Reader, type Role } from '../kernel/actor.js';
import { Refusal } from '../kernel/errors.js';
import { any, Permissions, permissionsOn, relation, relationThatNeeds } from './permissions.js';

interface Draft {
  readonly owner: string;
  readonly officer?: string;
}

const own = relation<Draft>(
  "own organisation's",
  (draft, caller) => caller.org !== undefined && draft.owner === caller.org,
);
const assigned = relation<Draft>('assigned officer', (draft, caller) => draft.officer === caller.sub);

const permissions = new Permissions([
  permissionsOn<Draft>({
    resource: 'draft',
    seenThrough: 'getDraft',
    operations: {
      getDraft: { SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
      reviseDraft: { SUPPLIER: own },
      checkDraft: { NIA_OPERATOR: assigned },
      signDraft: {
        SUPPLIER: relationThatNeeds(
          'It needs the function SIGNER.',
          relation<Draft>('as signer', (draft, { org, functionAt }) => draft.owner === org && functionAt === 'SIGNER'),
        ),
      },
      closedDraft: {},
    },
  }) as never,
  permissionsOn({
    resource: 'figure',
    seenThrough: 'getFigures',
    operations: { getFigures: { PUBLIC: any } },
  }) as never,
]);

const person = (roles: readonly Role[], org?: string, sub = 'someone'): Person => ({
  kind: 'person',
  sub,
  roles,
  ...(org !== undefined && { org }),
});
const DRAFT: Draft = { owner: 'A', officer: 'kim' };

function verdict(operation: string, actor: Reader, draft: Draft = DRAFT): string {
  try {
    permissions.check({ operation, actor }, 'd-1', draft);
    return 'allowed';
  } catch (error) {
    if (error instanceof Refusal) return error.kind;
    throw error;
  }
}

describe('Permissions', () => {
  it('tell a caller who may know of the resource what they lack, and no other', () => {
    const refusal = (org: string) => {
      try {
        permissions.check({ operation: 'signDraft', actor: person(['SUPPLIER'], org) }, 'd-1', DRAFT);
      } catch (error) {
        return String(error);
      }
      return 'allowed';
    };
    expect(refusal('A')).toContain('It needs the function SIGNER.');
    expect(refusal('B')).not.toContain('SIGNER');
    expect(verdict('signDraft', { ...person(['SUPPLIER'], 'A'), functionAt: 'SIGNER' })).toBe('allowed');
  });

  it.each<[string, string, Person, string]>([
    ['its owner may revise', 'reviseDraft', person(['SUPPLIER'], 'A'), 'allowed'],
    ['a competitor may not even know', 'reviseDraft', person(['SUPPLIER'], 'B'), 'hidden'],
    ['a supplier without an organisation neither', 'getDraft', person(['SUPPLIER']), 'hidden'],
    ['who sees it but may not do it is told so', 'reviseDraft', person(['NIA_OPERATOR']), 'forbidden'],
    ['the assigned officer may check', 'checkDraft', person(['NIA_OPERATOR'], undefined, 'kim'), 'allowed'],
    ['another officer sees, but may not check', 'checkDraft', person(['NIA_OPERATOR'], undefined, 'lee'), 'forbidden'],
    ['one role of several is enough', 'checkDraft', person(['AUDITOR', 'NIA_OPERATOR'], undefined, 'kim'), 'allowed'],
    ['an administrator does no business', 'getDraft', person(['ADMIN']), 'hidden'],
    ['no role, no sight', 'getDraft', person([], 'A'), 'hidden'],
    ['an operation in no table is denied', 'eraseDraft', person(ROLES, 'A', 'kim'), 'hidden'],
    ['an operation open to nobody too', 'closedDraft', person(ROLES, 'A', 'kim'), 'forbidden'],
  ])('%s', (_, operation, actor, expected) => expect(verdict(operation, actor)).toBe(expected));

  it('lets timers and consumed events pass', () => {
    expect(verdict('reviseDraft', systemActor('intake.timers'))).toBe('allowed');
  });

  it('gives the public what has a public row, and nothing else', () => {
    expect(permissions.isPublic('getFigures')).toBe(true);
    expect(permissions.isPublic('getDraft')).toBe(false);
    expect(permissions.isPublic('nothing')).toBe(false);
    expect(permissions.holds('getFigures', PUBLIC, {})).toBe(true);
    expect(permissions.holds('getFigures', person([]), {})).toBe(true);
    expect(verdict('getDraft', PUBLIC)).toBe('hidden');
  });

  it('refuses a caller without a role for it before anything is loaded', () => {
    expect(() => permissions.requireRole('checkDraft', person(['SUPPLIER'], 'A'))).toThrow(
      /FORBIDDEN: checkDraft is not open to SUPPLIER/,
    );
    expect(() => permissions.requireRole('checkDraft', person([]))).toThrow(/not open to no role/);
    expect(() => permissions.requireRole('checkDraft', PUBLIC)).toThrow(/not open to public/);
    expect(() => permissions.requireRole('nothing', person(ROLES))).toThrow(Refusal);
    expect(() => permissions.requireRole('checkDraft', person(['NIA_OPERATOR']))).not.toThrow();
    expect(() => permissions.requireRole('getFigures', PUBLIC)).not.toThrow();
  });

  it('has one row per operation', () => {
    const table = permissionsOn({ resource: 'x', seenThrough: 'x', operations: { x: {} } }) as never;
    expect(() => new Permissions([table, table])).toThrow('Operation x has two rows of permissions.');
  });

  it('describes its rows for the API document', () => {
    expect(permissions.describe('getDraft')).toEqual([
      { role: 'SUPPLIER', relation: "own organisation's" },
      { role: 'NIA_OPERATOR', relation: 'any' },
      { role: 'AUDITOR', relation: 'any' },
    ]);
    expect(permissions.describe('nothing')).toEqual([]);
    expect(permissions.operationIds()).toEqual([
      'getDraft',
      'reviseDraft',
      'checkDraft',
      'signDraft',
      'closedDraft',
      'getFigures',
    ]);
    expect([permissions.has('closedDraft'), permissions.has('nothing')]).toEqual([true, false]);
  });
});
