import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { generateRecords, SEED } from '../figures/generate.js';
import type { Stage } from '../story/stage.js';

/** After the last act of any record, and before the story begins. */
const TAKEN_OVER_AT = '2025-08-04T08:00:00+09:00';
/** What the operator's tool says on the way. */
const PROGRESS = /^\d+ of \d+ lines$/;
const OPS = path.resolve('dist/ops.cjs');

export interface TakingOver {
  /** With which the operator's tool finds the stores. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Ends it before its time. */
  readonly end?: AbortSignal;
}

/**
 * Takes over the generated records of six years (docs/figures.md) as an operator does, and waits until they have
 * arrived everywhere. What is there already stays as it is.
 * @throws Error when a line was refused
 */
export async function takeOverRecords(stage: Stage, { env, log, end }: TakingOver): Promise<void> {
  await stage.moveTo(TAKEN_OVER_AT);
  const records = generateRecords(SEED);
  log(`records of six years: ${records.length} lines are taken over`);
  const folder = await mkdtemp(path.join(tmpdir(), 'digital-service-records-'));
  try {
    const file = path.join(folder, 'records.jsonl');
    await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await imported(file, { env, log: (line) => log(`records of six years: ${line}`), ...(end && { end }) });
  } finally {
    await rm(folder, { recursive: true });
  }
  await stage.moveTo(TAKEN_OVER_AT);
  log('records of six years: all of them have arrived');
}

async function imported(file: string, { env, log, end }: TakingOver): Promise<void> {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(process.execPath, [OPS, 'import', file], { env, stdio: [...stdio], ...(end && { signal: end }) });
  let result = '';
  let failure = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (result += text));
  if (child.stderr !== null)
    createInterface(child.stderr).on('line', (line) => {
      if (PROGRESS.test(line)) log(line);
      else failure += `${line}\n`;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The records were not taken over: ${failure}${result}`);
  log(result.trim());
}
