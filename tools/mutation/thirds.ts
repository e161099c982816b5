import { createHash } from 'node:crypto';
import * as ts from 'typescript';

/** A declaration at the top level of a file: what a share of the code is made of. */
export interface Part {
  readonly file: string;
  readonly from: { readonly line: number; readonly column: number };
  readonly to: { readonly line: number; readonly column: number };
  readonly characters: number;
  /** What it declares. */
  readonly names: readonly string[];
}

/** The declarations of a file that hold code. */
export function partsOf(file: string, text: string): readonly Part[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((one) => ts.isFunctionDeclaration(one) || ts.isVariableStatement(one) || ts.isClassDeclaration(one))
    .map((statement) => {
      const placeOf = (position: number) => {
        const { line, character } = source.getLineAndCharacterOfPosition(position);
        return { line: line + 1, column: character };
      };
      const [start, end] = [statement.getStart(), statement.getEnd()];
      const names = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name.getText())
        : [statement.name?.text ?? ''];
      return { file, from: placeOf(start), to: placeOf(end), characters: end - start, names };
    });
}

/** A third of the code, by whole declarations in an order that the seed makes. */
export function thirdOf(parts: readonly Part[], seed: number): readonly Part[] {
  const rank = ({ file, from }: Part): string =>
    createHash('sha256').update(`${seed} ${file} ${from.line}`).digest('hex');
  const all = parts.reduce((sum, { characters }) => sum + characters, 0);
  let taken = 0;
  return parts
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .filter(({ characters }) => {
      if (taken * 3 >= all) return false;
      taken += characters;
      return true;
    });
}

/** As Stryker takes it: lines from 1, columns from 0. */
export const rangeOf = ({ file, from, to }: Part): string =>
  `${file}:${from.line}:${from.column}-${to.line}:${to.column}`;
