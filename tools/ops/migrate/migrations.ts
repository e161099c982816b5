import { typesOf } from '#common/service/service-map.js';
import { refoldAll } from '../audit.js';
import type { Migration, MigrationJob } from './migration.js';

/** A service of the build before may save a state as it folds them, while a pass goes through. */
const PASSES = 10;

/** Folds every state again that an older fold made, until a pass finds none. */
async function foldAgain({ db, map, dryRun, as, say }: MigrationJob): ReturnType<Migration['run']> {
  let changed = 0;
  for (let pass = 1; pass <= PASSES; pass++) {
    const { outdated, refolded, invalid } = await refoldAll(db, typesOf(map), { dryRun, as });
    changed += refolded;
    if (outdated > 0 && !dryRun) continue;
    for (const { id, why } of invalid) say(`${map.service}: ${id} is left as it is: ${why}`);
    return { changed, left: invalid.length };
  }
  throw new Error(
    `States of ${map.service} are still made by an older fold after ${PASSES} passes: start this build everywhere, then run it again.`,
  );
}

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
    run: foldAgain,
  },
];
