import type { ServiceName } from '#common/events/define-event.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { Client } from '../load/client.js';
import { Ledger, type Entry, type LedgerRecord, type Outcome, type Repeatable } from '../load/ledger.js';
import { Timeline } from '../load/timeline.js';
import type { Target } from '../load/workload.js';
import type { Histories } from './histories.js';
import { Check, type InvariantResult } from './invariant.js';
import type { Stores } from '../observe/stores.js';

const WITHIN_MS = 60_000;
const AT_ONCE = 8;
const VOTES: ReadonlySet<string> = new Set(['castVote', 'castRecusalVote']);
/** What a vote is refused with once it is counted. */
export const AFTER_THE_COUNT: ReadonlySet<string> = new Set([
  'SESSION_NOT_OPEN',
  'VOTING_NOT_OPEN',
  'RECUSAL_BALLOT_NOT_OPEN',
]);

/** I4: every outcome is known, no key got two answers, and a repeat gets the first answer and writes nothing. */
export async function answersHold(
  { addresses }: Pick<Target, 'addresses'>,
  stores: Stores,
  ledger: LedgerRecord,
  histories: Histories,
): Promise<InvariantResult> {
  const check = new Check('I4', 'every command has one outcome, and keeps it');
  check.count('commands', ledger.entries.length);
  for (const { outcome, operation, path, key, statuses } of ledger.entries)
    if (outcome.kind === 'unknown')
      check.find(`unknown: ${operation} ${path} (key ${key}) after ${statuses.slice(-5).join()}`);
  for (const { kind, what } of ledger.flaws) if (kind === 'contradiction') check.find(what);
  const signal = AbortSignal.timeout(WITHIN_MS);
  const client = new Client({
    addresses,
    ledger: new Ledger(),
    timeline: new Timeline(),
    stop: signal,
    giveUp: signal,
  });
  const removed = commandsOfTheRemoved(ledger.entries);
  const repeat = async ({ entry, request }: Repeatable): Promise<void> => {
    const aggregate = histories.byCause.get(entry.commandId)?.[0]?.aggregate;
    const before = await versionOf(stores, aggregate);
    const again = await client.repeat(entry, request);
    check.count('repeated');
    const name = `${entry.operation} ${entry.path} (key ${entry.key})`;
    const isKept = canonicalJson(essence(again)) === canonicalJson(essence(entry.outcome));
    if (!isKept && !isVoteAfterCount(entry, again) && !(removed.has(entry) && isForbidden(again)))
      check.find(`${name} was answered ${canonicalJson(entry.outcome)}, its repeat ${canonicalJson(again)}`);
    if ((await versionOf(stores, aggregate)) !== before) check.find(`${name}: its repeat wrote something`);
  };
  for (let i = 0; i < ledger.repeatable.length; i += AT_ONCE)
    await Promise.all(ledger.repeatable.slice(i, i + AT_ONCE).map(repeat));
  return check.result();
}

/**
 * After the count every repeat of a vote is refused alike, whatever was cast: an answer would be a receipt (ADR 0032).
 * The session is over by the time of these repeats.
 */
const isVoteAfterCount = ({ operation }: Pick<Entry, 'operation'>, again: Outcome): boolean =>
  VOTES.has(operation) && again.kind === 'refused' && AFTER_THE_COUNT.has(again.code);

/**
 * Commands of people whom their supplier removed later. A removal holds at once, so a repeat of theirs gets no answer:
 * access is checked again for repeats (threat model, V8).
 */
export function commandsOfTheRemoved(entries: readonly Entry[]): ReadonlySet<Entry> {
  const last = new Map<string, number>();
  for (const { operation, outcome, service, bodyHash, number } of entries)
    if (operation === 'removeSupplierPerson' && outcome.kind === 'acked') last.set(`${service} ${bodyHash}`, number);
  const removedAfter = ({ service, sub }: Entry): number =>
    last.get(`${service} ${sha256(canonicalJson({ sub }))}`) ?? 0;
  return new Set(entries.filter((entry) => entry.number < removedAfter(entry)));
}

const isForbidden = (again: Outcome): boolean => again.kind === 'refused' && again.code === 'FORBIDDEN';

const essence = ({ ...outcome }: object): object => ({ ...outcome, status: undefined });

/** @param aggregate `<service>.<collection> <id>`, as the histories name it */
async function versionOf(stores: Stores, aggregate: string | undefined): Promise<number | undefined> {
  const [, service, collection, id] = /^(\w+)\.(\w+) (.+)$/.exec(aggregate ?? '') ?? [];
  if (service === undefined || collection === undefined || id === undefined) return undefined;
  const rows = stores.db(service as ServiceName).collection<{ _id: string; version: number }>(collection);
  return (await rows.findOne({ _id: id }, { projection: { version: 1 } }))?.version;
}
