import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { RECORD_KINDS } from '#common/records/shapes.js';
import { runCommand } from '../command-line.js';
import { generateRecords } from './generate.js';
import { figuresOptions, USAGE, type FiguresOptions } from './options.js';

async function run({ seed, out, json }: FiguresOptions): Promise<number> {
  const records = generateRecords(seed);
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (out === undefined) {
    // A pipe may take it in parts; the process ends after this.
    await new Promise<void>((done) => process.stdout.write(text, () => done()));
    return 0;
  }
  await writeFile(out, text);
  const lines = Object.fromEntries(
    RECORD_KINDS.map((kind) => [kind, records.filter((one) => one.kind === kind).length]),
  );
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (json) console.log(JSON.stringify({ seed, file: out, lines, bytes: Buffer.byteLength(text), sha256 }));
  else console.log(`${records.length} lines in ${out} (seed ${seed})`);
  return 0;
}

await runCommand({ usage: USAGE, options: figuresOptions, run, shown: (error) => (error as Error).message });
