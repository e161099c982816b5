import { SERVICES } from '../../../tools/services.js';
import type { Histories } from './histories.js';
import { Check, type Evidence, type InvariantResult } from './invariant.js';
import type { Stores } from '../observe/stores.js';

/** I5: no row of a read model went back to an earlier event. */
export function neverBack({ monotonic }: Evidence): InvariantResult {
  const check = new Check('I5', 'no read model ever went back');
  check.count('writes', monotonic.writes);
  check.count('rows', monotonic.rows);
  check.count('blind', monotonic.blind);
  for (const row of monotonic.backward) check.find(row);
  return check.result();
}

/** I8: everything arrived, nothing waits, and only the poison of the faults is dead-lettered. */
export async function nothingIsStuck(
  stores: Stores,
  { quiet, poison = [] }: Evidence,
  topicPrefix: string,
): Promise<InvariantResult> {
  const check = new Check('I8', 'nothing is stuck, and only poison is dead-lettered');
  check.count('quiet after ms', Math.round(quiet.tookMs));
  if (!quiet.isQuiet) for (const left of quiet.left) check.find(left);
  const expected = new Set(poison);
  for (const { service } of SERVICES) {
    const open = stores
      .db(service)
      .collection<{ _id: string; reason: string }>('dead_letters')
      .find({ status: 'OPEN' });
    for await (const { _id, reason } of open) {
      check.count('dead letters');
      if (!expected.delete(_id.replace(`/${topicPrefix}`, '/')))
        check.find(`${service} dead-lettered ${_id}: ${reason}`);
    }
  }
  for (const place of expected) check.find(`poison that was not dead-lettered: ${place}`);
  return check.result();
}

/** I9: every measured quantity stayed within its limit. */
export function withinBounds({ bounds = [] }: Evidence): InvariantResult {
  const check = new Check('I9', 'memory and backlogs stayed within their bounds');
  for (const { what, values, most } of bounds) {
    const highest = values.reduce((max, value) => Math.max(max, value), 0);
    check.count(what, highest);
    if (highest > most) check.find(`${what} reached ${highest}, the limit is ${most}`);
  }
  return check.result();
}

/** No audit trail was changed after it was written. */
export function chainsHold({ aggregates, events, brokenChains }: Histories): InvariantResult {
  const check = new Check('CHAINS', 'every hash chain is unbroken');
  check.count('aggregates', aggregates);
  check.count('events', events);
  for (const broken of brokenChains) check.find(broken);
  return check.result();
}
