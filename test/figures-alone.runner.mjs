import path from 'node:path';
import JestRunner from 'jest-runner';

const root = path.join(import.meta.dirname, '..');

/**
 * Claims a figure of speed, and comes before all others: what those leave behind on the shared servers, hundreds of
 * databases and topics, is no part of the figure.
 */
const FIRST = /^test\/journey\/propagation\.spec\.ts$/;
/** Claims bounds on time or memory: no other suite may run on the two cores, which also carry the broker and store. */
const ALONE = /^(libs\/common\/src\/inbox\/backlog\.int\.spec\.ts|test\/chaos\/.*\.int\.spec\.ts)$/;

const isJourney = ({ path: file }) => Number(file.includes('/test/journey/'));

/**
 * Runs suites side by side, except those that claim figures: these run one at a time, with no other suite next to them.
 */
export default class FiguresAlone extends (JestRunner.default ?? JestRunner) {
  async runTests(tests, watcher, options) {
    const [first, sideBySide, alone] = [[], [], []];
    for (const test of tests) {
      const file = path.relative(root, test.path).replaceAll(path.sep, '/');
      (FIRST.test(file) ? first : ALONE.test(file) ? alone : sideBySide).push(test);
    }
    const one = { ...options, serial: true };
    if (first.length > 0) await super.runTests(first, watcher, one);
    // Journeys take longest: begun last, one would run with no other next to it.
    const longestFirst = sideBySide.toSorted((a, b) => isJourney(b) - isJourney(a));
    if (longestFirst.length > 0) await super.runTests(longestFirst, watcher, options);
    if (alone.length > 0) await super.runTests(alone, watcher, one);
  }
}
