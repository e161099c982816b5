import { findMongod } from '#infrastructure/local-mongod.js';

const found = await findMongod(() => undefined).catch((error: unknown) => {
  if (process.env['CI'] === 'true') throw error;
  return undefined;
});

/**
 * A suite that starts a mongod as a process of this machine, also where the others are in containers. Where that cannot
 * be had it is skipped under a name that says so; with CI=true it fails.
 */
export function describeWithMongod(name: string, suite: (mongod: string) => void): void {
  if (found === undefined) describe.skip(`${name} (not run: no mongod on this machine)`, () => suite('mongod'));
  else describe(name, () => suite(found));
}
