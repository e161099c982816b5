import { userInfo } from 'node:os';
import type mongoose from 'mongoose';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import { Permissions } from '#common/auth/permissions.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { newId } from '#common/kernel/ids.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { deadLetterPermissions } from '#common/service/operations/dead-letters.http.js';
import { OperatorActs } from '#common/service/operations/operator-acts/operator-acts.repository.js';
import { Stores } from '#common/aggregates/stores.js';
import { SandboxClock } from '#common/timers/business-clock.js';
import { WrongUsage } from './command.js';

const NAME = /^[\p{L}\p{N}._@-]{1,100}$/u;

/**
 * Why an act at the command line happens: who may open the store is its administrator, and is known by the name of
 * their account unless they say who they are.
 */
export function intentOf(operation: string, name: string | undefined): Omit<Intent, 'id'> {
  const who = name ?? account();
  if (!NAME.test(who)) throw new WrongUsage('--as takes a name of letters, digits, dot, dash, underscore and @.');
  return {
    actor: { kind: 'person', sub: `operator:${who}`, roles: ['ADMIN'] },
    operation,
    causationId: newId(),
  };
}

/** A container may run under a number that has no name. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** The trail of operators' acts in the store of one service. */
export const operatorActs = async (db: mongoose.mongo.Db): Promise<OperatorActs> =>
  new OperatorActs(await storesOf(db));

/** What repositories over the store of one service are made from, by that service's business time. */
export async function storesOf(db: mongoose.mongo.Db): Promise<Stores> {
  // Where nobody moved it, it shows the wall clock.
  const clock = new SandboxClock(db);
  await clock.refresh();
  const policy = PolicyTable.defaults;
  return new Stores({
    db,
    clock,
    policy,
    calendar: koreanCalendar(policy),
    permissions: new Permissions([deadLetterPermissions as never]),
    onLargeDocument: () => undefined,
  });
}
