import { PUBLIC, ROLES, type Asking, type Person, type Reader, type Role } from '../kernel/actor.js';
import { forbidden, withheld } from '../kernel/errors.js';
import type { Where } from '../kernel/field-filter.js';

/** Relation of a caller to a resource: "own organisation", "assigned officer", "member of the session". */
export interface Relation<S> {
  readonly title: string;
  readonly holds: (resource: S, caller: Person) => boolean;
  /**
   * The same as conditions on the stored document, for lists: they hold for exactly the documents for which `holds`
   * does. Undefined when it holds for none.
   */
  readonly where?: (caller: Person) => Where | undefined;
  /** For a caller who may know of the resource: what they lack, and who can give it. */
  readonly needs?: string;
}

export const relation = <S>(
  title: string,
  holds: Relation<S>['holds'],
  where?: NonNullable<Relation<S>['where']>,
): Relation<S> => ({ title, holds, ...(where && { where }) });

/** A relation that says to those who lack it what they need. */
export const relationThatNeeds = <S>(needs: string, asked: Relation<S>): Relation<S> => ({ ...asked, needs });

/** The role alone is enough. */
export const any: Relation<unknown> = relation(
  'any',
  () => true,
  () => ({}),
);

/** The roles that may perform one operation, and on which resources. `PUBLIC` needs no token. */
export type Grants<S> = Partial<Record<Role | 'PUBLIC', Relation<S>>>;

/** The operations on one kind of resource. */
export interface ResourcePermissions<S> {
  /** English name in messages: `application`. */
  readonly resource: string;
  /** The read operation that decides which callers may know of a resource: they get 403, all others 404. */
  readonly seenThrough: string;
  readonly operations: Readonly<Record<string, Grants<S>>>;
}

/**
 * Declares the permissions of one resource; the type parameter is its state, as relations see it.
 * An operation that is not in a table is denied to everyone.
 */
export const permissionsOn = <S>(table: ResourcePermissions<S>): ResourcePermissions<S> => table;

export interface DescribedGrant {
  readonly role: Role | 'PUBLIC';
  readonly relation: string;
}

/** The permission table of a service: operation × role × relation, deny by default. */
export class Permissions {
  private readonly operations = new Map<string, { grants: Grants<unknown>; table: ResourcePermissions<unknown> }>();

  constructor(tables: readonly ResourcePermissions<never>[]) {
    for (const table of tables as readonly ResourcePermissions<unknown>[]) {
      for (const [operation, grants] of Object.entries(table.operations)) {
        if (this.operations.has(operation)) throw new Error(`Operation ${operation} has two rows of permissions.`);
        this.operations.set(operation, { grants, table });
      }
    }
  }

  has(operation: string): boolean {
    return this.operations.has(operation);
  }

  /** Whether anyone may call it without a token. */
  isPublic(operation: string): boolean {
    return this.operations.get(operation)?.grants.PUBLIC !== undefined;
  }

  /** First gate, before anything is loaded: whether any role of the caller, or the public, has a row at all. */
  requireRole(operation: string, caller: Reader): void {
    if (this.relationsFor(operation, caller).length > 0) return;
    throw forbidden(
      `${operation} is not open to ${caller.kind === 'person' ? caller.roles.join(', ') || 'no role' : caller.sub}.`,
    );
  }

  /**
   * Second gate, on the loaded resource. Callers that may not know of it get 404; callers that may see it but not do
   * this get 403. The system's own acts pass: they come from timers and events, never from a request.
   */
  check(asking: Asking, id: string, resource: unknown): void {
    if (asking.actor.kind === 'system' || this.holds(asking.operation, asking.actor, resource)) return;
    const { table } = this.operations.get(asking.operation) ?? {};
    if (table !== undefined && this.holds(table.seenThrough, asking.actor, resource)) {
      const needs = this.relationsFor(asking.operation, asking.actor).flatMap((grant) => grant.needs ?? []);
      throw forbidden([`${asking.operation} on this ${table.resource} is not yours to do.`, ...needs].join(' '));
    }
    throw withheld(table?.resource ?? 'resource', id);
  }

  /** For lists and views: whether the caller may do this on that resource. */
  holds(operation: string, caller: Reader, resource: unknown): boolean {
    const person = personOf(caller);
    return this.relationsFor(operation, caller).some((grant) => grant.holds(resource, person));
  }

  /**
   * Which documents a list may hold for this caller, as alternatives for the store: a filter of the caller narrows them
   * and never replaces one. Empty for none.
   * @param own without what every caller may see
   * @throws Error when a relation of the operation cannot be asked of the store
   */
  visibleTo(operation: string, caller: Reader, own = false): readonly Where[] {
    const grants = this.operations.get(operation)?.grants;
    return this.relationsFor(operation, caller).flatMap((grant) => {
      if (own && grant === grants?.PUBLIC) return [];
      if (grant.where === undefined) throw new Error(`${operation}: "${grant.title}" has no conditions for a list.`);
      const where = grant.where(personOf(caller));
      return where === undefined ? [] : [where];
    });
  }

  /** The rows of one operation, for documents and generated tests. */
  describe(operation: string): readonly DescribedGrant[] {
    const grants = this.operations.get(operation)?.grants ?? {};
    return (['PUBLIC', ...ROLES] as const).flatMap((role) => {
      const grant = grants[role];
      return grant === undefined ? [] : [{ role, relation: grant.title }];
    });
  }

  operationIds(): readonly string[] {
    return [...this.operations.keys()];
  }

  private relationsFor(operation: string, caller: Reader): readonly Relation<unknown>[] {
    const grants = this.operations.get(operation)?.grants;
    if (grants === undefined) return [];
    const roles: readonly (Role | 'PUBLIC')[] =
      caller.kind === 'person' ? ['PUBLIC', ...caller.roles] : caller === PUBLIC ? ['PUBLIC'] : [];
    return roles.flatMap((role) => grants[role] ?? []);
  }
}

/** Without a token there is no role and no organisation. */
const personOf = (caller: Reader): Person =>
  caller.kind === 'person' ? caller : { kind: 'person', sub: caller.sub, roles: [] };
