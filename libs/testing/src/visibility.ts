import { Permissions, type ResourcePermissions } from '#common/auth/permissions.js';
import { PUBLIC, ROLES, type Person, type Reader } from '#common/kernel/actor.js';
import { meets } from './memory-documents.js';

/** A caller with each role alone, with all of them, and the public. */
export function everyReader(sub: string, org?: string): readonly Reader[] {
  const person = (roles: Person['roles']): Person => ({
    kind: 'person',
    sub,
    roles,
    ...(org !== undefined && { org }),
  });
  return [PUBLIC, person([]), ...ROLES.map((role) => person([role])), person(ROLES)];
}

/**
 * Where the store would show a caller more, or less, than the permission table: empty when a list shows exactly what
 * the table allows.
 */
export function differencesInSight<S>(
  table: ResourcePermissions<S>,
  operation: string,
  states: readonly S[],
  readers: readonly Reader[],
): readonly string[] {
  const permissions = new Permissions([table as ResourcePermissions<never>]);
  return readers.flatMap((reader) => {
    const visible = permissions.visibleTo(operation, reader);
    return states.flatMap((state, i) => {
      // As the store keeps it: fields that are undefined are not there.
      const kept = { _id: String(i), state: JSON.parse(JSON.stringify(state)) as S };
      const listed = visible.some((where) => meets(kept, where));
      const seen = permissions.holds(operation, reader, state);
      const roles = reader.kind === 'person' ? reader.roles.join('+') : reader.sub;
      return listed === seen ? [] : [`${operation}: state ${i} is ${seen ? 'not listed' : 'listed'} for ${roles}`];
    });
  });
}
