import type { Mutant, MutationReport } from '../proofs/kills.js';

export interface Score {
  readonly detected: number;
  readonly undetected: number;
}

const DETECTED = ['Killed', 'Timeout'];
const UNDETECTED = ['Survived', 'NoCoverage'];

const mutantsOf = ({ files }: MutationReport) =>
  Object.entries(files).flatMap(([file, { source, mutants }]) => mutants.map((mutant) => ({ file, source, mutant })));

export function scoreOf(report: MutationReport): Score {
  const count = (statuses: readonly string[]): number =>
    mutantsOf(report).filter(({ mutant }) => statuses.includes(mutant.status)).length;
  return { detected: count(DETECTED), undetected: count(UNDETECTED) };
}

/** Mutants with which a spec failed before its first test: noticed, but by no test. They are in no score. */
export const brokenOf = (report: MutationReport): number =>
  mutantsOf(report).filter(({ mutant }) => mutant.status === 'RuntimeError').length;

export const percentOf = ({ detected, undetected }: Score): string =>
  detected + undetected === 0 ? '–' : ((100 * detected) / (detected + undetected)).toFixed(1);

const original = (source: string, { location: { start, end } }: Mutant): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const [first = ''] = lines;
  return lines.length === 1 ? first.slice(start.column - 1, end.column - 1) : `${first.slice(start.column - 1)} …`;
};

const code = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  // A word is shown whole or not at all: half a word would fail the spelling of the page.
  const short = flat.length > 60 ? `${flat.slice(0, 59).replace(/\w+$/, '')}…` : flat;
  return short === '' ? '(nothing)' : `\`${short.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
};

/** Mutants that no test noticed, by file, as a page. */
export function survivorsPage(report: MutationReport, heading: string, facts: readonly string[]): string {
  const survivors = mutantsOf(report).filter(({ mutant }) => UNDETECTED.includes(mutant.status));
  const files = [...new Set(survivors.map(({ file }) => file))].toSorted();
  return [
    `# ${heading}`,
    '',
    ...facts.map((fact) => `- ${fact}`),
    ...files.flatMap((file) => [
      '',
      `## ${file}`,
      '',
      '| line | mutator | was | became | status |',
      '| --- | --- | --- | --- | --- |',
      ...survivors
        .filter((one) => one.file === file)
        .toSorted((a, b) => a.mutant.location.start.line - b.mutant.location.start.line)
        .map(
          ({ source, mutant }) =>
            `| ${mutant.location.start.line} | ${mutant.mutatorName} | ${code(original(source, mutant))} | ${code(mutant.replacement ?? '')} | ${mutant.status} |`,
        ),
    ]),
    '',
  ].join('\n');
}
