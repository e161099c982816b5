import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The caller wrote something that is no command: exit code 2. */
export class UsageError extends Error {}

/** As `parseArgs` of Node reads them. @throws UsageError */
export function parsedArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export interface CommandLine<T> {
  readonly usage: string;
  /** @throws UsageError */
  readonly options: (args: readonly string[]) => T | 'help';
  /** @returns the exit code */
  readonly run: (options: T) => Promise<number>;
  /** Ends what was started, also after an error. */
  readonly stop?: () => Promise<void>;
  /** The whole error by default. */
  readonly shown?: (error: unknown) => unknown;
}

/** Runs a command and ends the process: with its code, with 2 for wrong usage, with 1 for any other error. */
export async function runCommand<T>({ usage, options, run, stop, shown }: CommandLine<T>): Promise<never> {
  let code = 1;
  try {
    const asked = options(process.argv.slice(2));
    if (asked === 'help') {
      console.log(usage);
      code = 0;
    } else {
      code = await run(asked);
    }
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      code = 2;
    } else {
      console.error(shown === undefined ? error : shown(error));
    }
  } finally {
    await stop?.();
  }
  process.exit(code);
}
