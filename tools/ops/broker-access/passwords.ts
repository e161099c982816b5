import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WrongUsage } from '../command.js';

/** Other characters would have to be normalised as SCRAM wants it, on both sides alike. */
const PASSWORD = /^[\x21-\x7e]{16,200}$/;

export interface KeptPassword {
  readonly account: string;
  readonly password: string;
  /** There was none, and this one was made up. */
  readonly isNew: boolean;
}

/**
 * The password of each account, from `kafka-<account>` in the directory. A missing one is made up and, unless it is a
 * dry run, written there for its owner's eyes only.
 * @throws WrongUsage for a password that is too weak; it is not shown
 */
export async function passwordsIn(
  directory: string,
  accounts: readonly string[],
  dryRun: boolean,
): Promise<readonly KeptPassword[]> {
  if (!dryRun) await mkdir(directory, { recursive: true, mode: 0o700 });
  return Promise.all(
    accounts.map(async (account) => {
      const file = path.join(directory, `kafka-${account}`);
      const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      const password = kept?.trim() ?? randomBytes(32).toString('base64url');
      if (!PASSWORD.test(password)) throw new WrongUsage(`${file}: a password has 16 to 200 visible ASCII characters.`);
      // Never over one that came there in the meantime.
      if (kept === undefined && !dryRun) await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
      return { account, password, isNew: kept === undefined };
    }),
  );
}
