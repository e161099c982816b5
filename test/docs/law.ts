import path from 'node:path';

/** Path from the repository root → text. */
export type Texts = ReadonlyMap<string, string>;

/** Whether the code behaves as a ruling says: since a commit, not yet, or its page does not tell. */
export type Mark = { readonly since: string } | 'Not yet' | 'unmarked';

/** What can be cited, as the documents have it. */
export interface Law {
  readonly sections: ReadonlySet<string>;
  readonly assumptions: ReadonlySet<string>;
  readonly rulings: ReadonlyMap<string, Mark>;
  readonly sources: ReadonlySet<string>;
  /** Name of a law in lower case, its source number included → its articles. */
  readonly articles: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numbers of the rules of ARCHITECTURE.md. */
  readonly architecture: ReadonlySet<string>;
  /** Numbers of the decision records. */
  readonly decisions: ReadonlySet<string>;
  /** Path of a document → its headings. */
  readonly headings: ReadonlyMap<string, readonly string[]>;
}

const DOMAIN = 'docs/domain/';

export function lawOf(documents: Texts): Law {
  const headings = new Map([...documents].map(([file, text]) => [file, headingsOf(text)]));
  const domain = [...headings].filter(([file]) => file.startsWith(DOMAIN)).flatMap(([, titles]) => titles);
  const numbered = (pattern: RegExp) => new Set(domain.flatMap((title) => pattern.exec(title)?.[1] ?? []));
  const rows = rowsOf(documents.get(`${DOMAIN}sources.md`) ?? '');
  const architecture = documents.get('ARCHITECTURE.md') ?? '';
  const decisions = [...documents.keys()].filter((file) => file.startsWith('docs/adr/'));
  return {
    sections: numbered(/^§(\d+(?:\.\d+)*) /),
    assumptions: numbered(/^(A-\d{2}) /),
    rulings: rulingsOf(documents.get(`${DOMAIN}rulings.md`) ?? ''),
    sources: new Set(rows.flatMap(([id = '']) => id)),
    articles: articlesOf(rows),
    architecture: new Set([...architecture.matchAll(/^(\d+)\. \*\*/gm)].map(([, number = '']) => number)),
    decisions: new Set(decisions.flatMap((file) => /^\d{4}/.exec(path.basename(file))?.[0] ?? [])),
    headings,
  };
}

const headingsOf = (text: string): string[] => [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.trim());

/** Cells of every row of every table, the lines of dashes left out. */
export const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .filter(([first = '']) => !/^:?-+:?$/.test(first));

function rulingsOf(text: string): Map<string, Mark> {
  const parts = text.split(/^## (?=R-\d{2} )/m).slice(1);
  return new Map(parts.map((part) => [part.split(' ', 1)[0] ?? '', markOf(part.trim().split('\n').at(-1) ?? '')]));
}

function markOf(lastLine: string): Mark {
  if (lastLine === 'Not yet') return 'Not yet';
  const since = /^Holds since: ([0-9a-f]{7,40})$/.exec(lastLine)?.[1];
  return since === undefined ? 'unmarked' : { since };
}

/** A law has several rows when it is cited by several names; a source that is no law has three other columns. */
function articlesOf(rows: readonly string[][]): Map<string, Set<string>> {
  const articles = new Map<string, Set<string>>();
  for (const [id = '', names = '', , , listed = ''] of rows.filter((row) => row.length === 6)) {
    for (const name of [id, ...names.split(', ')].map((one) => one.toLowerCase())) {
      const known = articles.get(name) ?? new Set<string>();
      for (const article of listed.split(', ')) known.add(article);
      articles.set(name, known);
    }
  }
  return articles;
}
