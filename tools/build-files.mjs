// `npm run check`, step "build files": what `npm run build` compiles, and so what an image holds, has neither specs nor
// fixtures. The list is the compiler's own: a file that is left out by name comes back when something imports it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const OF_TESTS = /\.(spec|suite|fixture)\.ts$|^test\/|(^|\/)testing\//;

const tsc = [path.join('node_modules', 'typescript7', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--listFilesOnly'];
const listed = spawnSync(process.execPath, tsc, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
if (listed.status !== 0) {
  console.error(listed.stdout + listed.stderr);
  process.exit(1);
}

const own = listed.stdout
  .split('\n')
  .filter((file) => file !== '' && !file.includes('/node_modules/'))
  .map((file) => path.relative(root, file).replaceAll(path.sep, '/'));
const found = own.filter((file) => OF_TESTS.test(file));
for (const file of found) {
  console.error(
    `${file} would be compiled into dist: no production file may import it (tsconfig.build.json leaves it out).`,
  );
}
if (own.length === 0) console.error('The compiler listed no file of this repository.');
process.exitCode = found.length > 0 || own.length === 0 ? 1 : 0;
