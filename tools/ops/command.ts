import { parseArgs, type ParseArgsConfig } from 'node:util';

/** One word after `npm run ops --`. */
export interface OpsCommand {
  /** Its lines in the help text, two blanks indented. */
  readonly usage: string;
  /** @param args what stands behind the command's word. @returns the exit code */
  run(args: readonly string[]): Promise<number>;
}

/** The caller wrote something that is no command: exit code 2. */
export class WrongUsage extends Error {}

/** What every command understands. */
const COMMON = { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** Words and options behind the command. @throws for an option that is not there */
export const readArgs = <const O extends Options>(args: readonly string[], options: O) =>
  parseArgs({ args: [...args], allowPositionals: true, options: { ...COMMON, ...options } });
