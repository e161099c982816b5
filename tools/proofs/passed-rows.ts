import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { KillsByRow } from './kills.js';

const KILLS = path.join(import.meta.dirname, '../../docs/domain/rows.killed.json');

function provenRows(): readonly string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(KILLS, 'utf8')) as KillsByRow);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** What `proves` leaves in the metadata of a test. */
interface Meta {
  readonly proves?: readonly string[];
}

/** A test as far as its rows go. */
export interface RanTest {
  readonly name: string;
  readonly rows: readonly string[];
  readonly state: string;
}

/**
 * What is wrong with a complete run: a test of a row that did not pass, and a row that counts as proven without a
 * passed test.
 */
export function missingRows(tests: readonly RanTest[], proven: readonly string[]): readonly string[] {
  const passed = new Set(tests.filter(({ state }) => state === 'passed').flatMap(({ rows }) => rows));
  return [
    ...tests
      .filter(({ state, rows }) => state !== 'passed' && rows.length > 0)
      .map(({ name, rows, state }) => `${name} was ${state}, and proves ${rows.join(', ')}`),
    ...proven.filter((row) => !passed.has(row)).map((row) => `${row} counts as proven, and no test of it passed`),
  ];
}

/** Fails a complete run of the unit tests when a row that counts as proven has no passed test. */
export default class PassedRows implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[], _: unknown, reason: TestRunEndReason): Promise<void> {
    const units = modules.filter(({ project }) => project.name === 'unit');
    if (reason === 'interrupted' || !(await this.isComplete(units.length))) return;
    const tests = units.flatMap((module) =>
      [...module.children.allTests()].map((test): RanTest => {
        const { proves } = test.meta() as Meta;
        return { name: `${module.relativeModuleId}: ${test.fullName}`, rows: proves ?? [], state: test.result().state };
      }),
    );
    const missing = missingRows(tests, provenRows());
    if (missing.length === 0) return;
    console.error(['', 'Rows of the rules (docs/coverage-domain.md):', ...missing, ''].join('\n'));
    process.exitCode = 1;
  }

  /** Whether every unit spec there is ran, with all its tests. */
  private async isComplete(ran: number): Promise<boolean> {
    if (this.vitest === undefined || ran === 0 || this.vitest.config.testNamePattern !== undefined) return false;
    const all = await this.vitest.globTestSpecifications();
    return ran === all.filter(({ project }) => project.name === 'unit').length;
  }
}
