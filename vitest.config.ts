import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first: begun last, a journey would run with no other suite next to it. */
const SIDE_BY_SIDE = ['journey', 'integration', 'unit'];
const BEFORE_ALL_OTHERS = 1;
const TOGETHER = 2;
const AFTER_ALL_OTHERS = 3;

/** Claims a figure of speed. What other suites leave on the shared servers is no part of the figure: it comes first. */
const PROPAGATION = 'test/journey/propagation.spec.ts';
/** Claims bounds on time and memory. */
const BACKLOG = 'libs/common/src/inbox/backlog.int.spec.ts';

/** Within a group the projects in the order above, and within a project what took longest the last time. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification): number => SIDE_BY_SIDE.indexOf(project.name);
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    return (await super.sort(files)).toSorted((a, b) => group(a) - group(b) || rank(a) - rank(b));
  }
}

/** One broker and one store for the whole run, whichever projects take part. */
const globalSetup = ['test/infrastructure.setup.ts'];
/** No other suite may run on the two cores, which also carry the broker and the store. */
const alone = (groupOrder: number) => ({ globalSetup, maxWorkers: 1, sequence: { groupOrder } });

const asksForChaos = process.argv.some((word) => /^(--project=)?chaos$/.test(word));

export default defineConfig({
  resolve: {
    // What the imports of package.json say for sources. As a condition it would reach the processes that specs fork.
    alias: [
      {
        find: /^#(common|infrastructure|testing)\/(.*)\.js$/,
        replacement: `${import.meta.dirname}/libs/$1/src/$2.ts`,
      },
    ],
  },
  test: {
    globals: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 60_000,
    taskTitleValueFormatTruncate: 0,
    // Modules of node_modules are what Node makes of them, as in production.
    deps: { interopDefault: false },
    // Named again by those who name reporters of their own.
    reporters: ['default', './tools/proofs/passed-rows.ts'],
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    fsModuleCache: true,
    // Three on two cores: suites with servers wait for most of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'propagation', include: [PROPAGATION], ...alone(BEFORE_ALL_OTHERS) } },
      {
        // No server needed.
        test: {
          name: 'unit',
          include: ['{apps,libs,tools,test/chaos,test/docs}/**/*.spec.ts'],
          exclude: ['**/*.int.spec.ts'],
          globalSetup: ['test/property-seed.setup.mjs'],
          isolate: false,
          sequence: { groupOrder: TOGETHER },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{apps,libs,tools}/**/*.int.spec.ts'],
          exclude: [BACKLOG],
          globalSetup,
          isolate: false,
          sequence: { groupOrder: TOGETHER },
        },
      },
      {
        // The four services from dist, spoken to over HTTP only.
        test: {
          name: 'journey',
          include: ['test/journey/**/*.spec.ts'],
          exclude: [PROPAGATION],
          globalSetup,
          sequence: { groupOrder: TOGETHER },
        },
      },
      { test: { name: 'backlog', include: [BACKLOG], ...alone(AFTER_ALL_OTHERS) } },
      {
        // The chaos suite in short, on servers of its own. Its parts, six minutes more, are for those who ask.
        test: {
          name: 'chaos',
          include: [asksForChaos ? 'test/chaos/**/*.int.spec.ts' : 'test/chaos/short.int.spec.ts'],
          ...alone(AFTER_ALL_OTHERS),
        },
      },
    ],
  },
});
