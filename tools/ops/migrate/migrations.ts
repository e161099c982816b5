import { typesOf } from '#common/service/service-map.js';
import { refoldAll } from '../audit.js';
import type { Migration } from './migration.js';

/**
 * By format, in order. A release that raises `STORE_FORMAT` adds its step at the end; steps that were released stay.
 * Format 1 is the first that has a number.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    format: 2,
    readableFrom: 1,
    name: 'states-of-the-present-fold',
    services: 'all',
    folds: { application: 4, committee: 2, inquiry: 2, listing: 4, session: 3, supplier: 2 },
    // A list asks the store for fields of the state: one that an older fold made lacks the newer fields.
    run: async ({ db, map, dryRun, as, say }) => {
      const { refolded, invalid } = await refoldAll(db, typesOf(map), { dryRun, as });
      for (const { id, why } of invalid) say(`${map.service}: ${id} is left as it is: ${why}`);
      return refolded;
    },
  },
];
