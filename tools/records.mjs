// No record of a service, or of its operators' commands, is asked for a text of any kind but by `own`. `record[text]`
// and `text in record` also find what every object inherits: a document type `constructor` once passed for a document.
// No checker knows which texts come from outside, so the rule is the same for all. Prints each place; ends with 1 for
// any.
import path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(import.meta.dirname, '..');
/** The one place that may: it asks for an own name first. */
const HELPER = 'libs/common/src/kernel/own.ts';
const SOURCES = /^(apps|libs\/common|tools\/ops)\//;
const FOR_TESTS = /\.(spec|suite|fixture)\.ts$|\/testing\//;

/** Any text, and not only some that the type names. */
const isAnyText = (type) =>
  type.isUnion()
    ? type.types.some(isAnyText)
    : (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0;

function lookups(file, checker) {
  const found = [];
  const isText = (node) => {
    if (ts.isNumericLiteral(node) || ts.isStringLiteral(node)) return false;
    const type = checker.getTypeAtLocation(node);
    return isAnyText(checker.getBaseConstraintOfType(type) ?? type);
  };
  const visit = (node) => {
    const isLookup =
      (ts.isElementAccessExpression(node) && isText(node.argumentExpression)) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword && isText(node.left));
    if (isLookup) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`${path.relative(ROOT, file.fileName)}:${line + 1} ${node.getText(file)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.json'), {}, host);
const files = fileNames.filter((file) => {
  const name = path.relative(ROOT, file);
  return SOURCES.test(name) && !FOR_TESTS.test(name);
});
const program = ts.createProgram(files, { ...options, noEmit: true });
const checker = program.getTypeChecker();
const wanted = new Set(files);
const found = program.getSourceFiles().flatMap((file) => (wanted.has(file.fileName) ? lookups(file, checker) : []));
const others = found.filter((place) => !place.startsWith(`${HELPER}:`));
for (const place of others) console.error(`${place}: ask by own(record, name) of #common/kernel/own.js`);
// The helper's own lookup shows that this check still finds one.
const isBlind = others.length === found.length;
if (isBlind) console.error(`The lookup in ${HELPER} was not found: this check no longer sees any.`);
console.log(`${files.length} files, ${others.length} findings`);
process.exitCode = others.length > 0 || isBlind ? 1 : 0;
