import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';

/** A function of the domain. */
export interface Decider {
  readonly name: string;
  /** Path from the repository root. */
  readonly file: string;
}

/** What a test says of itself by `proves`. */
export interface Annotation {
  readonly row: string;
  readonly decider: Decider;
  /** Path from the repository root. */
  readonly spec: string;
  readonly title: string;
  /** Lines of the call of `it`, counted from 1. */
  readonly from: number;
  readonly to: number;
}

export interface Annotations {
  readonly found: readonly Annotation[];
  /** What is wrong with others: where, what, what to do. */
  readonly faults: readonly string[];
}

const sourceOf = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

/** Local name → what is imported under it, and from where. */
function importsOf(source: ts.SourceFile): ReadonlyMap<string, { readonly name: string; readonly from: string }> {
  const imports = new Map<string, { name: string; from: string }>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      imports.set(name.text, { name: (propertyName ?? name).text, from: statement.moduleSpecifier.text });
  }
  return imports;
}

/** `./drafting.js` and `#common/kernel/day.js` → path of the source from the repository root. */
function fileOf(specifier: string, importer: string): string {
  const alias = /^#(common|infrastructure|testing)\/(.*)$/.exec(specifier);
  const file =
    alias === null ? path.posix.join(path.posix.dirname(importer), specifier) : `libs/${alias[1]}/src/${alias[2]}`;
  return file.replace(/\.js$/, '.ts');
}

/** The call of `it` or `test` that a node is an argument of; `it.each(…)(…)` as well. */
function testAround(node: ts.Node): ts.CallExpression | undefined {
  const call = node.parent;
  if (!ts.isCallExpression(call)) return undefined;
  let callee: ts.Expression = call.expression;
  while (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee))
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  return ts.isIdentifier(callee) && (callee.text === 'it' || callee.text === 'test') ? call : undefined;
}

const titleOf = (call: ts.CallExpression): string => {
  const [title] = call.arguments;
  return title !== undefined && ts.isStringLiteralLike(title) ? title.text : '(a title made at run time)';
};

/** The annotations of one spec, by the `proves` of the testing library. */
export function annotationsIn(spec: string, text: string): Annotations {
  const source = sourceOf(spec, text);
  const imports = importsOf(source);
  if (imports.get('proves')?.from !== '#testing/proves.js') return { found: [], faults: [] };
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: Annotation[] = [];
  const faults: string[] = [];
  const read = (node: ts.CallExpression): void => {
    const at = `${spec}:${lineOf(node.getStart())}`;
    const call = testAround(node);
    const [rows] = node.arguments;
    if (call === undefined) return void faults.push(`${at}: proves(…) is no argument of it(…): give it to one test.`);
    if (rows === undefined || !ts.isObjectLiteralExpression(rows))
      return void faults.push(`${at}: proves(…) takes an object of rows and functions, written out.`);
    for (const property of rows.properties) {
      const isPlain = ts.isPropertyAssignment(property) && ts.isStringLiteral(property.name);
      const value = isPlain && ts.isIdentifier(property.initializer) ? property.initializer.text : undefined;
      const imported = value === undefined ? undefined : imports.get(value);
      if (!isPlain || imported === undefined) {
        faults.push(`${at}: ${property.getText()} names no imported function: write 'row': itsFunction.`);
        continue;
      }
      const decider = { name: imported.name, file: fileOf(imported.from, spec) };
      const [from, to] = [lineOf(call.getStart()), lineOf(call.getEnd())];
      found.push({ row: property.name.text, decider, spec, title: titleOf(call), from, to });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'proves') read(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { found, faults };
}

/** A place in a file: line and column from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** Where a file declares this function, at its top level; undefined when it does not. */
export function spanOf(file: string, text: string, name: string): Span | undefined {
  const source = sourceOf(file, text);
  const declaration = source.statements.find(
    (statement) =>
      ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name) ||
      (ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(({ name: declared }) => declared.getText() === name)),
  );
  if (declaration === undefined) return undefined;
  const placeOf = (position: number): Place => {
    const { line, character } = source.getLineAndCharacterOfPosition(position);
    return { line: line + 1, column: character + 1 };
  };
  return { start: placeOf(declaration.getStart()), end: placeOf(declaration.getEnd()) };
}

/** Paths of all specs from the repository root. */
export const specsOf = (root: string): readonly string[] =>
  ['apps', 'libs', 'tools'].flatMap((folder) => globSync(`${folder}/**/*.spec.ts`, { cwd: root })).toSorted();

/** The annotations of these specs; every function is looked for in its file. */
export function annotationsOf(root: string, specs: readonly string[]): Annotations {
  const texts = specs.map((spec) => [spec, readFileSync(path.join(root, spec), 'utf8')] as const);
  const all = texts.filter(([, text]) => text.includes('proves(')).map(([spec, text]) => annotationsIn(spec, text));
  const found = all.flatMap((one) => one.found);
  const known = new Map<string, boolean>();
  const isThere = ({ file, name }: Decider): boolean => {
    const key = `${file}#${name}`;
    const there = known.get(key) ?? spanOf(file, readFileSync(path.join(root, file), 'utf8'), name) !== undefined;
    known.set(key, there);
    return there;
  };
  const lost = found.filter(({ decider }) => !isThere(decider));
  return {
    found: found.filter((annotation) => !lost.includes(annotation)),
    faults: [
      ...all.flatMap((one) => one.faults),
      ...lost.map(({ spec, from, decider }) => `${spec}:${from}: ${decider.file} declares no ${decider.name}.`),
    ],
  };
}
