import { spanOf, type Annotation, type Place } from './annotations.js';

/** What Stryker reports, as far as it is read (schema of mutation testing reports, 2). */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
  readonly testFiles?: Readonly<Record<string, { readonly tests: readonly ReportedTest[] }>>;
}

export interface Mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly status: string;
  readonly killedBy?: readonly string[];
}

interface ReportedTest {
  readonly id: string;
  readonly name: string;
  readonly location?: { readonly start: Place };
}

/** Mutants of the deciding function: those that the tests of the row killed, and all that were tried. */
export interface Kills {
  readonly killed: number;
  readonly of: number;
}

/** Row → function (`<file>#<name>`) → what its tests killed. */
export type KillsByRow = Readonly<Record<string, Readonly<Record<string, Kills>>>>;

export const keyOf = ({ decider }: Pick<Annotation, 'decider'>): string => `${decider.file}#${decider.name}`;

const isBefore = (a: Place, b: Place): boolean => a.line < b.line || (a.line === b.line && a.column <= b.column);

/** Ids of the tests of an annotation: those that the report has within the lines of its `it`. */
function testsOf({ spec, from, to }: Annotation, report: MutationReport): ReadonlySet<string> {
  const tests = report.testFiles?.[spec]?.tests ?? [];
  const isWithin = ({ location }: ReportedTest): boolean =>
    location !== undefined && from <= location.start.line && location.start.line <= to;
  return new Set(tests.filter(isWithin).map(({ id }) => id));
}

/** Mutants that were not tried say nothing: in no run of a third, and never compiled. */
const isTried = ({ status }: Mutant): boolean => !['Ignored', 'CompileError', 'RuntimeError'].includes(status);

/** What the annotated tests killed in this run. Functions of which it tried no mutant are left out. */
export function killsOf(annotations: readonly Annotation[], report: MutationReport): KillsByRow {
  const byRow: Record<string, Record<string, Kills>> = {};
  for (const annotation of annotations) {
    const { row, decider } = annotation;
    const file = report.files[decider.file];
    const span = file && spanOf(decider.file, file.source, decider.name);
    if (file === undefined || span === undefined) continue;
    const mutants = file.mutants.filter(
      (mutant) =>
        isTried(mutant) && isBefore(span.start, mutant.location.start) && isBefore(mutant.location.end, span.end),
    );
    if (mutants.length === 0) continue;
    const alike = annotations.filter((other) => other.row === row && keyOf(other) === keyOf(annotation));
    const tests = new Set(alike.flatMap((other) => [...testsOf(other, report)]));
    const killed = mutants.filter(({ killedBy = [] }) => killedBy.some((id) => tests.has(id))).length;
    (byRow[row] ??= {})[keyOf(annotation)] = { killed, of: mutants.length };
  }
  return byRow;
}

/** What is known after one more run: it replaces what was known of the functions whose mutants it tried. */
export function withRun(known: KillsByRow, run: KillsByRow): KillsByRow {
  const rows = [...new Set([...Object.keys(known), ...Object.keys(run)])].toSorted();
  const merged = rows.map((row) => {
    const all = Object.entries({ ...known[row], ...run[row] }).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [row, Object.fromEntries(all.filter(([, { killed }]) => killed > 0))] as const;
  });
  return Object.fromEntries(merged.filter(([, kills]) => Object.keys(kills).length > 0));
}
