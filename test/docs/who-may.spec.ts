import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { explainedConditions, whoMay, whoSees } from '#testing/matrix/who-may.js';

const DOCUMENTS = path.join(import.meta.dirname, '../../interfaces/openapi');

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

/** The operations of all four services, as generated from the code. */
function operations(): readonly string[] {
  const ids = readdirSync(DOCUMENTS).flatMap((file) => {
    const { paths } = JSON.parse(readFileSync(path.join(DOCUMENTS, file), 'utf8')) as ApiDocument;
    return Object.values(paths).flatMap((one) => Object.values(one).flatMap(({ operationId }) => operationId ?? []));
  });
  return [...new Set(ids)].sort();
}

describe('The tables of who may do what, and who sees which field', () => {
  it('have one row for each operation of the API documents, and no other', () => {
    expect(operations().length).toBeGreaterThan(100);
    expect(
      whoMay()
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual(operations());
  });

  it('use the conditions that are explained, each of them', () => {
    const rows = [...whoMay(), ...whoSees()];
    const granted = rows.flatMap(({ grants }) =>
      grants.flatMap(({ conditions }) => conditions.map(({ name }) => name)),
    );
    const excepted = whoMay().flatMap(({ exceptions }) => exceptions.map(([condition]) => condition));
    const used = new Set([...granted, ...excepted]);
    expect([...used].sort()).toEqual(explainedConditions().toSorted());
  });
});
