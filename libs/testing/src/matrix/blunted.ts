import { any, type Relation } from '#common/auth/permissions.js';
import type { ServiceMap } from '#common/service/service-map.js';

/** One row of the permissions, to be changed while the service runs. */
export interface Blunted {
  readonly operation: string;
  readonly role: string;
  /** `submitQuote: SUPPLIER without a relation`. */
  readonly change: string;
  /** Makes the change. @returns what takes it back */
  readonly blunt: () => () => void;
}

type Row = Record<string, Relation<never> | undefined>;

/** Each right of a service taken away, and each right under a relation given without it. */
export function blunted({ permissions }: ServiceMap): readonly Blunted[] {
  return permissions.flatMap(({ operations }) =>
    Object.entries(operations as Readonly<Record<string, Row>>).flatMap(([operation, row]) =>
      Object.entries(row).flatMap(([role, relation]) => [
        changed(row, { operation, role, change: 'without its row', to: undefined }),
        ...(relation === any ? [] : [changed(row, { operation, role, change: 'without its relation', to: any })]),
      ]),
    ),
  );
}

interface Change {
  readonly operation: string;
  readonly role: string;
  readonly change: string;
  readonly to: Relation<never> | undefined;
}

const changed = (row: Row, { operation, role, change, to }: Change): Blunted => ({
  operation,
  role,
  change: `${operation}: ${role} ${change}`,
  blunt: () => {
    const before = row[role];
    if (to === undefined) delete row[role];
    else row[role] = to;
    return () => {
      row[role] = before;
    };
  },
});
