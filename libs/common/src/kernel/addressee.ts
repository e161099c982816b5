import type { Person, Role } from './actor.js';

/** For whom something is (수신인): one person, everyone of a role, or everyone of a role in one organisation. */
export type Addressee = `person:${string}` | `role:${Role}` | `${Role}@${string}`;

export const personOf = (sub: string): Addressee => `person:${sub}`;
export const roleOf = (role: Role): Addressee => `role:${role}`;
/** @param org a business registration number or an institution code */
export const organisationOf = (role: Role, org: string): Addressee => `${role}@${org}`;

/** All that a person is addressed by: their own name, their roles, and each role within their organisation. */
export const addresseesOf = ({ sub, org, roles }: Person): readonly Addressee[] => [
  personOf(sub),
  ...roles.flatMap((role) => [roleOf(role), ...(org === undefined ? [] : [organisationOf(role, org)])]),
];
