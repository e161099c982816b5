import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { TARGETS, type TargetName } from './targets.js';

const root = path.join(import.meta.dirname, '../..');
const target = (process.env['MUTATION_TARGET'] ?? 'intake') as TargetName;

/** The unit specs of one target, for Stryker: no server, no other project. */
export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^#(common|infrastructure|testing)\/(.*)\.js$/, replacement: `${root}/libs/$1/src/$2.ts` }],
  },
  test: {
    globals: true,
    include: [...TARGETS[target].specs],
    exclude: ['**/*.int.spec.ts', 'node_modules/**'],
    deps: { interopDefault: false },
    testTimeout: 30_000,
    taskTitleValueFormatTruncate: 0,
  },
});
