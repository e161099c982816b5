import { derivedId } from '#common/kernel/ids.js';
import type { Entry, LedgerRecord } from '../load/ledger.js';
import { Check, type InvariantResult } from './invariant.js';
import type { Histories, Trace } from './histories.js';
import { AFTER_THE_COUNT } from './repeats.js';

const named = ({ operation, path, commandId, key }: Entry): string => `${operation} ${path} (key ${key}, ${commandId})`;

/**
 * A vote that was cast while the votes were counted, and whose answer was lost: its repeat is refused like any other
 * after the count (ADR 0032).
 */
const isLateRepeat = ({ operation, outcome, attempts }: Entry): boolean =>
  operation === 'castVote' && attempts > 1 && outcome.kind === 'refused' && AFTER_THE_COUNT.has(outcome.code);

/**
 * I1: every acknowledged command took effect once, at the version of its answer, as its caller knows it.
 * What the rules allow was accepted.
 */
export function acknowledgedIsThere(ledger: LedgerRecord, { byCause }: Histories): InvariantResult {
  const check = new Check('I1', 'every acknowledged command took effect, once');
  for (const entry of ledger.entries) {
    const { outcome, expected } = entry;
    if (outcome.kind === 'refused' && expected === 'ack') {
      check.count('refused against the rules');
      check.find(`refused although the rules allow it, ${outcome.status} ${outcome.code}: ${named(entry)}`);
    }
    if (outcome.kind !== 'acked') continue;
    check.count('acked');
    const traces = byCause.get(entry.commandId) ?? [];
    const aggregates = new Set(traces.map(({ aggregate }) => aggregate));
    const versions = new Set(traces.map(({ version }) => version));
    if (aggregates.size === 0) check.find(`lost: ${named(entry)} was acknowledged as version ${outcome.version}`);
    else if (aggregates.size > 1 || versions.size > 1)
      check.find(`doubled: ${named(entry)} in ${[...aggregates].join(', ')}`);
    else if (!traces.every(({ knownAs }) => knownAs === outcome.version))
      check.find(`${named(entry)} is version ${[...versions].join()}, but was answered as ${outcome.version}`);
  }
  return check.result();
}

/** I7: every event by a person has a command in the ledger, and every event by a service has a cause. */
export function nothingFromNowhere(ledger: LedgerRecord, histories: Histories): InvariantResult {
  const check = new Check('I7', 'no event without a command or an event that caused it');
  const commands = new Set(ledger.entries.map(({ commandId }) => commandId));
  for (const [cause, traces] of histories.byCause) {
    for (const trace of traces) {
      check.count(trace.by === 'person' ? 'by a command' : 'by the system');
      if (trace.by === 'person' ? commands.has(cause) : isCaused(cause, trace, histories)) continue;
      check.find(`${trace.type} of ${trace.aggregate} by ${trace.sub}: its cause ${cause} is unknown`);
    }
  }
  return check.result();
}

/** I10: every refused command left no trace and was answered in problem form. What must be refused was refused. */
export function refusalIsClean(ledger: LedgerRecord, { byCause }: Histories): InvariantResult {
  const check = new Check('I10', 'what is refused changes nothing and is refused in problem form');
  for (const entry of ledger.entries) {
    const { outcome, expected } = entry;
    if (outcome.kind === 'acked' && expected === 'refusal')
      check.find(`accepted what must be refused: ${named(entry)}`);
    if (outcome.kind !== 'refused') continue;
    check.count('refused');
    if (expected === 'refusal') check.count('bad input refused');
    if (!outcome.isProblem) check.find(`${outcome.status} without a problem body: ${named(entry)}`);
    if (byCause.has(entry.commandId) && !isLateRepeat(entry))
      check.find(`refused with ${outcome.status} ${outcome.code}, but written: ${named(entry)}`);
  }
  for (const { kind, what } of ledger.flaws) if (kind !== 'contradiction') check.find(what);
  return check.result();
}

/** Fiscal years that a run can come to. */
const YEARS = Array.from({ length: 40 }, (_, n) => String(2025 + n));

/**
 * The cause is an event, a timer, or a derived id: of the delivery of a notice, or of a reservation in one fiscal year.
 * A lost try is taken back in two steps, each with an id of its own: its contract is fenced, then each year is settled.
 */
function isCaused(cause: string, { sub, data, id }: Trace, { eventIds }: Histories): boolean {
  if (eventIds.has(cause) || sub.endsWith('.timers')) return true;
  const { contractId, attempt, person, code } = (data ?? {}) as Computed;
  if (person !== undefined) return cause === derivedId('delivery', id, person, code ?? '');
  if (cause === derivedId('fence', id, String(attempt))) return true;
  if (contractId === undefined) return false;
  const settled = derivedId('settle', id, contractId, String(attempt));
  const reserved = YEARS.map((year) => derivedId('reservation', contractId, String(attempt), year));
  return [settled, ...reserved].includes(cause);
}

/** What of a system event its cause is derived from. */
interface Computed {
  readonly contractId?: string;
  readonly attempt?: number;
  readonly person?: string;
  readonly code?: string;
}
