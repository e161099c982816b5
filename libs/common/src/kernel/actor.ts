/** Roles of docs/interfaces.md; the claim `roles` of a token holds some of them. */
export const ROLES = [
  'SUPPLIER',
  'NIA_OPERATOR',
  'SECRETARY',
  'CHAIR',
  'MEMBER',
  'EXAMINER',
  'INSTITUTION',
  'PPS_OFFICER',
  'MINISTRY',
  'AUDITOR',
  'ADMIN',
] as const;

export type Role = (typeof ROLES)[number];

/** A person who acts with a token. `org` is a business registration number or an institution code. */
export interface Person {
  readonly kind: 'person';
  readonly sub: string;
  readonly org?: string;
  readonly roles: readonly Role[];
  /** What they may do for `org`, where the service keeps that list. It never comes from a token. */
  readonly functionAt?: string;
}

/** A service acting by itself: a timer is due, or an event was consumed. */
export interface SystemActor {
  readonly kind: 'system';
  readonly sub: string;
}

/** A caller without a token, who may read what is public. */
export interface Public {
  readonly kind: 'public';
  readonly sub: 'public';
}

export type Actor = Person | SystemActor;
export type Reader = Actor | Public;

export const systemActor = (name: string): SystemActor => ({ kind: 'system', sub: `system:${name}` });
export const PUBLIC: Public = { kind: 'public', sub: 'public' };

export const hasRole = (actor: Reader, role: Role): boolean => actor.kind === 'person' && actor.roles.includes(role);

/** The caller, and the operation of the permission table they call. */
export interface Asking {
  readonly actor: Reader;
  readonly operation: string;
}
