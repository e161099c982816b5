import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command of `npm run ops`. */
export interface OpsCommand {
  /** Its lines in the help text, indented by two blanks. */
  readonly usage: string;
  /** @param args the words after the command's name. @returns the exit code */
  run(args: readonly string[]): Promise<number>;
}

/** The arguments are wrong: exit code 2. */
export class WrongUsage extends Error {}

/** The options of every command. */
const COMMON = { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** The words and options after the command. @throws for an unknown option */
export const readArgs = <const O extends Options>(args: readonly string[], options: O) =>
  parseArgs({ args: [...args], allowPositionals: true, options: { ...COMMON, ...options } });
