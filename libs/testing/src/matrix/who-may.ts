import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES, type Role } from '#common/kernel/actor.js';

/** Some roles, or anyone, under all of these conditions. */
export interface Grant {
  readonly roles: readonly Role[];
  readonly anyone: boolean;
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly name: string;
  /** A rule about the person: it is asked after `If-Match` and the status. */
  readonly isRule: boolean;
}

/** The answer to a caller without the right: 403 to those who may open the resource, 404 to the others, for `both`. */
export type Denial = number | 'both';

/** One row of "Who may do what". */
export interface Row {
  readonly operation: string;
  /** Kind of resource; undefined for none. */
  readonly on: string | undefined;
  readonly grants: readonly Grant[];
  /** For a caller with one of the roles. Undefined where there is no such caller. */
  readonly otherwise: Denial | undefined;
  /** Instead of `otherwise`, for callers of whom the condition holds. */
  readonly exceptions: readonly (readonly [condition: string, denial: number])[];
  readonly otherRole: number | undefined;
  readonly noToken: number | undefined;
}

/** A row of "Who sees which field". */
export interface FieldRow {
  readonly field: string;
  readonly service: string;
  readonly grants: readonly Grant[];
}

const FILE = path.resolve('docs/interfaces.md');

/** The rows of the first table after a heading of `docs/interfaces.md` that has this first column, as cells. */
function table(heading: string, first: string): readonly (readonly string[])[] {
  const lines = readFileSync(FILE, 'utf8').split('\n');
  const from = lines.findIndex((line) => /^#{2,3} /.test(line) && line.replace(/^#+ /, '') === heading);
  const begin = lines.findIndex((line, i) => i > from && cellsOf(line)[0] === first);
  if (from < 0 || begin < 0) throw new Error(`docs/interfaces.md has no table of ${first} below ${heading}.`);
  const length = lines.slice(begin).findIndex((line) => !line.startsWith('|'));
  return lines.slice(begin + 2, begin + length).map(cellsOf);
}

const cellsOf = (line: string): string[] =>
  line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim())
    : [];

const NONE = '–';

export function grantsOf(cell: string): readonly Grant[] {
  if (cell === 'nobody') return [];
  return cell.split(';').map((part) => {
    const words = part.trim().split(' ');
    const roles: Role[] = [];
    while (words.length > 0 && isRole(words[0]?.replace(',', '') ?? '')) {
      roles.push(words.shift()?.replace(',', '') as Role);
    }
    const anyone = roles.length === 0 && words[0] === 'anyone';
    if (anyone) words.shift();
    else if (roles.length === 0) throw new Error(`"${part.trim()}" names no role.`);
    const names = words.join(' ').split(',');
    const conditions = names
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({ name: name.replace('°', ''), isRule: name.endsWith('°') }));
    return { roles, anyone, conditions };
  });
}

const isRole = (word: string): boolean => (ROLES as readonly string[]).includes(word);

const statusOf = (cell: string): number | undefined => {
  if (cell === NONE) return undefined;
  if (/^[45]\d\d$/.test(cell)) return Number(cell);
  throw new Error(`"${cell}" is no status.`);
};

function rowOf([
  operation = '',
  on = '',
  who = '',
  otherwise = '',
  otherRole = '',
  noToken = '',
]: readonly string[]): Row {
  const [first = '', ...exceptions] = otherwise.split(';').map((part) => part.trim());
  return {
    operation,
    on: on === NONE ? undefined : on,
    grants: grantsOf(who),
    otherwise: first === '403, 404' ? 'both' : statusOf(first),
    exceptions: exceptions.map((exception) => {
      const [condition = '', status = ''] = exception.split(':').map((part) => part.trim());
      return [condition, statusOf(status) ?? 0] as const;
    }),
    otherRole: statusOf(otherRole),
    noToken: statusOf(noToken),
  };
}

/** The table "Who may do what" of `docs/interfaces.md`. */
export const whoMay = (): readonly Row[] => table('Who may do what', 'operation').map(rowOf);

/** The names of the conditions that its second table explains. */
export const explainedConditions = (): readonly string[] => table('Conditions', 'condition').map(([name = '']) => name);

/** The table "Who sees which field". */
export const whoSees = (): readonly FieldRow[] =>
  table('Who sees which field', 'field').map(([field = '', service = '', who = '']) => ({
    field,
    service,
    grants: grantsOf(who),
  }));
