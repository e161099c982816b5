import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { TARGETS, type TargetName } from './targets.js';

const root = path.join(import.meta.dirname, '../..');
const target = (process.env['MUTATION_TARGET'] ?? 'intake') as TargetName;
const { specs } = TARGETS[target];
const named = (process.env['MUTATION_SPECS'] ?? '').split(',').filter((spec) => spec !== '');
/** Specs of the target; where some are named, those of them that are its own. */
const asked = named.filter((spec) => specs.some((pattern) => path.matchesGlob(spec, pattern)));

const isLong = ({ moduleId }: TestSpecification): boolean =>
  /expectExactEdges\(|propertyRuns\(/.test(readFileSync(moduleId, 'utf8'));

/** Walks and properties come last: a run that ends with the first test that notices a mutant seldom gets to them. */
class ShortFirst extends BaseSequencer {
  override sort(all: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...all.filter((spec) => !isLong(spec)), ...all.filter(isLong)]);
  }
}

/** The unit specs of one target, for Stryker: no server, no other project. */
export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^#(common|infrastructure|testing)\/(.*)\.js$/, replacement: `${root}/libs/$1/src/$2.ts` }],
  },
  test: {
    globals: true,
    // Rules hold no state between specs, and to load them anew for each is most of the time of a mutant.
    isolate: false,
    sequence: { sequencer: ShortFirst },
    include: asked.length > 0 ? asked : [...specs],
    exclude: ['**/*.int.spec.ts', 'node_modules/**'],
    deps: { interopDefault: false },
    testTimeout: 30_000,
    taskTitleValueFormatTruncate: 0,
  },
});
