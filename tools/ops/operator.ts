import { userInfo } from 'node:os';
import type mongoose from 'mongoose';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import { any, Permissions, permissionsOn } from '#common/auth/permissions.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { newId } from '#common/kernel/ids.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { SecurityLog, type AccessRecord } from '#common/observability/security-log.js';
import { deadLetterPermissions } from '#common/service/operations/dead-letters.http.js';
import { OperatorActs } from '#common/service/operations/operator-acts/operator-acts.repository.js';
import { Stores } from '#common/aggregates/stores.js';
import { SandboxClock } from '#common/timers/business-clock.js';
import { WrongUsage } from './command.js';

const NAME = /^[\p{L}\p{N}._@-]{1,100}$/u;

/**
 * The intent of an act at the command line. A person who can open the store is its administrator. Their name is that of
 * their account, unless they give another.
 */
export function intentOf(operation: string, name: string | undefined): Omit<Intent, 'id'> {
  return {
    actor: { kind: 'person', sub: operatorOf(name), roles: ['ADMIN'] },
    operation,
    causationId: newId(),
  };
}

/** A name that is given is a claim: the account, which the machine knows, stands next to it. */
export function operatorOf(name: string | undefined): string {
  const who = name ?? account();
  if (!NAME.test(who)) throw new WrongUsage('--as takes a name of letters, digits, dot, dash, underscore and @.');
  return who === account() ? `operator:${who}` : `operator:${who} (account ${account()})`;
}

/** An entry of the security log, on standard error: what a command prints may go to a file. */
export function recordAccess(record: Omit<AccessRecord, 'sub'> & { readonly by: string | undefined }): void {
  const { by, ...access } = record;
  const log = new SecurityLog((message, params) => {
    const entry = { level: 'log', pid: process.pid, timestamp: Date.now(), message, context: 'security', params };
    process.stderr.write(`${JSON.stringify({ ...entry, service: 'ops' })}\n`);
  });
  log.accessed({ ...access, sub: operatorOf(by) });
}

/** The name of the account. A container may run under a user id without a name. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** A person who can open the store may erase, and import records of before. */
const operatorPermissions = permissionsOn({
  resource: 'aggregate',
  seenThrough: 'erase',
  operations: { erase: { ADMIN: any }, import: { ADMIN: any } },
});

/** The audit trail of operators' acts in the store of one service. */
export const operatorActs = async (db: mongoose.mongo.Db): Promise<OperatorActs> =>
  new OperatorActs(await storesOf(db));

/** For repositories on the store of one service, with that service's business time. @param Kind of stores */
export async function storesOf(db: mongoose.mongo.Db, Kind = Stores): Promise<Stores> {
  // Unless it was set, it shows the wall clock.
  const clock = new SandboxClock(db);
  await clock.refresh();
  const policy = PolicyTable.defaults;
  return new Kind({
    db,
    clock,
    policy,
    calendar: koreanCalendar(policy),
    permissions: new Permissions([deadLetterPermissions as never, operatorPermissions as never]),
    onLargeDocument: () => undefined,
  });
}
