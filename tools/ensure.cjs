'use strict';
// Runs before `npm start` and `npm test`, on the Node of the machine. Installs what the lock file names when that has
// not been installed yet, and builds on request: `build` what an image holds, `test-build` also the processes that
// specs start. It is plain CommonJS, because nothing is installed before it runs.
const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const stamp = path.join(root, 'node_modules', '.lock-sha256');
const lock = createHash('sha256')
  .update(fs.readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (done.error) {
    console.error(`Could not run ${command}: ${done.error.message}`);
    process.exit(1);
  }
  if (done.status !== 0) process.exit(done.status ?? 1);
}

// One install at a time: an interrupted `npm ci` continues for a while, and removes node_modules under the next one.
const lockDirectory = path.join(root, '.installing');
function oneAtATime(install) {
  for (let waited = 0; ; waited++) {
    try {
      fs.mkdirSync(lockDirectory);
      fs.writeFileSync(path.join(lockDirectory, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(read(path.join(lockDirectory, 'pid')));
      const alive = owner > 0 && spawnSync(process.execPath, ['-e', `process.kill(${owner}, 0)`]).status === 0;
      if (!alive || waited > 600) fs.rmSync(lockDirectory, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    install();
  } finally {
    fs.rmSync(lockDirectory, { recursive: true, force: true });
  }
}

if (read(stamp) !== lock) {
  oneAtATime(() => {
    if (read(stamp) === lock) return;
    console.error('Installing dependencies (once per package-lock.json) …');
    const npm = process.env.npm_execpath;
    // npm's own Node, not process.execPath, which may be the binary that `npm ci` is about to replace.
    if (npm)
      run(process.env.npm_node_execpath || 'node', [
        npm,
        'ci',
        '--include=dev',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]);
    else run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
    fs.writeFileSync(stamp, lock);
  });
}

const [, , wanted] = process.argv;
if (wanted === 'build' || wanted === 'test-build') {
  run(process.execPath, [path.join(root, 'node_modules/typescript7/bin/tsc'), '-p', `tsconfig.${wanted}.json`]);
  run(process.execPath, [path.join(__dirname, 'bundle.mjs')]);
}
