// `npm run check`: every check that needs no server. Two steps run at a time. Each is reported with its result and
// time, a failed one with its whole output. Ends with `N passed, M failed`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const bin = (name) => path.join('node_modules', '.bin', name);
const tsc = [process.execPath, 'node_modules/typescript7/bin/tsc'];
const sources = ['apps', 'libs', 'tools', 'test'];

const steps = [
  { name: 'typecheck', runs: [[...tsc, '--noEmit', '-p', 'tsconfig.json']] },
  { name: 'lint', runs: [[bin('oxlint'), '--deny-warnings', '--format', 'unix', ...sources]] },
  {
    name: 'boundaries',
    runs: [
      [bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...sources],
      [bin('depcruise'), '--config', '.dependency-cruiser.folders.cjs', 'libs'],
    ],
  },
  { name: 'records', runs: [[process.execPath, 'tools/records.mjs']] },
  { name: 'build files', runs: [[process.execPath, 'tools/build-files.mjs']] },
  { name: 'unused', runs: [[bin('knip'), '--no-progress', '--treat-config-hints-as-errors']] },
  { name: 'prose', runs: [[process.execPath, 'tools/prose/check.mjs']] },
  { name: 'spelling', runs: [[bin('cspell'), 'lint', '--no-progress', '--show-suggestions']] },
  { name: 'format', runs: [[bin('prettier'), '--check', '--log-level', 'warn', '.']] },
];
if (existsSync(path.join(root, 'tools/gen/main.ts'))) {
  steps.push({
    name: 'generated',
    runs: [
      [...tsc, '-p', 'tsconfig.build.json'],
      [process.execPath, 'dist/tools/gen/main.js', '--check'],
      [process.execPath, 'dist/tools/proofs/main.js', '--check'],
    ],
  });
}

// The tools start with `#!/usr/bin/env node`, which has to be the Node of this project.
const env = { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` };

function run([command, ...args]) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (chunk) => (output += chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function take({ name, runs }) {
  const begun = performance.now();
  let result = { ok: true, output: '' };
  for (const command of runs) {
    result = await run(command);
    if (!result.ok) break;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${result.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (!result.ok) console.log(result.output.trimEnd().replace(/^/gm, '        '));
  return result.ok;
}

const waiting = [...steps];
const results = [];
async function worker() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await take(step));
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));

const failed = results.filter((ok) => !ok).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
