import 'reflect-metadata';
import { audit } from './audit.js';
import { brokerAccessCommand } from './broker-access.js';
import { WrongUsage, type OpsCommand } from './command.js';
import { deadLetters } from './dead-letters.js';
import { drift } from './drift.js';
import { empty } from './empty.js';
import { erase } from './erase.js';
import { eventKeys } from './event-keys.js';
import { migrate } from './migrate/migrate.js';
import { rebuild } from './rebuild.js';
import { republish } from './republish.js';
import { topics } from './topics.js';
import { importRecords } from './import/import.js';
import { own } from '#common/kernel/own.js';

const COMMANDS: Readonly<Record<string, OpsCommand>> = {
  audit,
  topics,
  migrate,
  empty,
  'broker-access': brokerAccessCommand,
  'dead-letters': deadLetters,
  rebuild,
  republish,
  drift,
  erase,
  import: importRecords,
  'event-keys': eventKeys,
};

const USAGE = `npm run ops -- <command> [options]

${Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join('\n\n')}

  --dry-run         say what would be done, without doing it
  --json            one JSON object to standard output
  --help            this text

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

async function main([word = '', ...args]: readonly string[]): Promise<number> {
  if ([word, ...args].some((arg) => arg === '--help' || arg === '-h')) {
    console.log(USAGE);
    return 0;
  }
  const command = own(COMMANDS, word);
  if (command === undefined) throw new WrongUsage(USAGE);
  return command.run(args);
}

/** No top-level await: the bundle is CommonJS. */
main(process.argv.slice(2)).then(
  (code) => void (process.exitCode = code),
  (error: unknown) => {
    const isUsage =
      error instanceof WrongUsage || ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false);
    console.error((error as Error).message);
    process.exitCode = isUsage ? 2 : 1;
  },
);
