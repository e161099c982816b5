import { parse } from 'yaml';

/** A row of the rules, or a ruling. */
export interface Row {
  readonly id: string;
  readonly text: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

interface WrittenSection {
  readonly title: string;
  readonly rows: Readonly<Record<string, string>>;
}

const rulings = (page: string): readonly Row[] =>
  [...page.matchAll(/^## (R-\d{2}) (.+)$/gm)].map(([, id = '', text = '']) => ({ id, text }));

/**
 * Everything that has to be proven.
 * @param yaml docs/domain/rows.yaml
 * @param page docs/domain/rulings.md
 */
export function sectionsOf(yaml: string, page: string): readonly Section[] {
  const written = Object.entries(parse(yaml) as Readonly<Record<string, WrittenSection>>);
  return [
    ...written.map(([number, { title, rows }]) => ({
      title: `§${number} ${title}`,
      rows: Object.entries(rows).map(([key, text]) => ({ id: `${number}/${key}`, text })),
    })),
    { title: 'Rulings', rows: rulings(page) },
  ];
}

/** Ids of the rows that no test has to prove yet, one a line; lines that begin with # are left out. */
export const openRowsOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
