import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { TARGETS, type TargetName } from './targets.js';

const root = path.join(import.meta.dirname, '../..');
const target = (process.env['MUTATION_TARGET'] ?? 'intake') as TargetName;
const { specs } = TARGETS[target];
const named = (process.env['MUTATION_SPECS'] ?? '').split(',').filter((spec) => spec !== '');
/** Specs of the target; where some are named, those of them that are its own. */
const asked = named.filter((spec) => specs.some((pattern) => path.matchesGlob(spec, pattern)));

/** The unit specs of one target, for Stryker: no server, no other project. */
export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^#(common|infrastructure|testing)\/(.*)\.js$/, replacement: `${root}/libs/$1/src/$2.ts` }],
  },
  test: {
    globals: true,
    include: asked.length > 0 ? asked : [...specs],
    exclude: ['**/*.int.spec.ts', 'node_modules/**'],
    deps: { interopDefault: false },
    testTimeout: 30_000,
    taskTitleValueFormatTruncate: 0,
  },
});
