import { createWriteStream, type WriteStream } from 'node:fs';
import type { ServiceName } from '#common/events/define-event.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { derivedId } from '#common/kernel/ids.js';
import type { Persona } from '../../../tools/story/api.js';
import { operationOf } from './operations.js';

/** The outcome of a command by the rules. `either`: it races with others, and only some of them can succeed. */
export type Expectation = 'ack' | 'refusal' | 'either';

/** A command as its client sends it. */
export interface Request {
  readonly by: Persona;
  readonly service: ServiceName;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly expected: Expectation;
}

export type Outcome =
  | { readonly kind: 'acked'; readonly status: number; readonly id: string; readonly version: number }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly isProblem: boolean }
  | { readonly kind: 'unknown' };

/** One command: every attempt under one Idempotency-Key. */
export interface Entry {
  readonly number: number;
  readonly client: number;
  /** The id the services derive for it. Every event it leads to has it as its cause. */
  readonly commandId: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly method: 'POST' | 'PUT';
  /** As declared: `/v1/contracts/:id/signatures`. */
  readonly route: string;
  readonly path: string;
  readonly sub: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly expected: Expectation;
  /** The version named by the newest attempt. */
  ifMatch?: number;
  /** Wall clock, ISO. */
  readonly sentAt: string;
  attempts: number;
  /** Statuses in order of arrival; 0: no answer. */
  readonly statuses: number[];
  outcome: Outcome;
}

/** A command that is kept with its body and answer, to be sent again at the end. */
export interface Repeatable {
  readonly entry: Entry;
  readonly request: Request;
}

export interface Counts {
  readonly acked: number;
  readonly refused: number;
  readonly unknown: number;
  readonly attempts: number;
}

/** Commands that raced for something of which only `winners` could succeed. */
export interface Race {
  readonly what: string;
  readonly winners: number;
  readonly commands: readonly string[];
}

/** An answer that must not occur: a second, different one to a command, a stack trace, or a 500. */
export interface Flaw {
  readonly kind: 'contradiction' | 'stack' | 'error';
  readonly what: string;
}

const REPEATABLE = 300;
const KEPT_FLAWS = 100;

/** What a verifier reads of a ledger. */
export type LedgerRecord = Pick<Ledger, 'entries' | 'races' | 'flaws' | 'repeatable'>;

/** What the clients know: every command with its answer, and the open ones. The services are checked against it. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly races: Race[] = [];
  readonly flaws: Flaw[] = [];
  private readonly sampled: Repeatable[] = [];
  private readonly totals = { acked: 0, refused: 0, attempts: 0 };
  private readonly file: WriteStream | undefined;

  constructor(file?: string) {
    this.file = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
  }

  open(client: number, request: Request, key: string, ifMatch: number | undefined): Entry {
    const { by, service, method, path, body, expected } = request;
    const { id: operation, path: route } = operationOf(service, method, path);
    const entry: Entry = {
      number: this.entries.length + 1,
      client,
      commandId: derivedId('command', by.sub, by.org ?? '', operation, path, key),
      service,
      operation,
      method,
      route,
      path,
      sub: by.sub,
      key,
      bodyHash: sha256(body instanceof Uint8Array ? Buffer.from(body).toString('base64') : canonicalJson(body)),
      expected,
      ...(ifMatch !== undefined && { ifMatch }),
      sentAt: new Date().toISOString(),
      attempts: 0,
      statuses: [],
      outcome: { kind: 'unknown' },
    };
    this.entries.push(entry);
    return entry;
  }

  attempted(entry: Entry, status: number): void {
    entry.attempts++;
    this.totals.attempts++;
    entry.statuses.push(status);
  }

  /** The first final answer stands. A different one to the same key is a flaw. */
  settle(entry: Entry, request: Request, outcome: Outcome): void {
    if (entry.outcome.kind !== 'unknown') {
      if (canonicalJson(essenceOf(entry.outcome)) !== canonicalJson(essenceOf(outcome)))
        this.flaw(
          entry,
          'contradiction',
          `two answers to one key: ${canonicalJson(entry.outcome)} and ${canonicalJson(outcome)}`,
        );
      return;
    }
    if (outcome.kind === 'unknown') return;
    entry.outcome = outcome;
    this.totals[outcome.kind]++;
    if (outcome.kind === 'acked') this.sample({ entry, request });
    this.write(entry);
  }

  flaw({ operation, commandId }: Entry, kind: Flaw['kind'], what: string): void {
    if (this.flaws.length < KEPT_FLAWS) this.flaws.push({ kind, what: `${operation} ${commandId}: ${what}` });
  }

  race(what: string, winners: number, entries: readonly Entry[]): void {
    this.races.push({ what, winners, commands: entries.map(({ commandId }) => commandId) });
  }

  get counts(): Counts {
    const { acked, refused, attempts } = this.totals;
    return { acked, refused, unknown: this.entries.length - acked - refused, attempts };
  }

  /** Acknowledged commands from the whole run, evenly spread, each with the request to repeat. */
  get repeatable(): readonly Repeatable[] {
    return this.sampled;
  }

  /** Also writes the commands whose outcome stayed unknown. */
  async close(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    for (const entry of this.entries) if (entry.outcome.kind === 'unknown') this.write(entry);
    await new Promise<void>((resolve, reject) =>
      file.end((error?: Error | null) => (error ? reject(error) : resolve())),
    );
  }

  private write(entry: Entry): void {
    this.file?.write(`${JSON.stringify(entry)}\n`);
  }

  /** Samples every n-th command. When the sample is full, every other one is dropped and n doubles. */
  private every = 1;
  private sample(repeatable: Repeatable): void {
    if (this.totals.acked % this.every !== 0) return;
    this.sampled.push(repeatable);
    if (this.sampled.length < REPEATABLE) return;
    this.every *= 2;
    this.sampled.splice(0, this.sampled.length, ...this.sampled.filter((_, i) => i % 2 === 1));
  }
}

/** The part of an outcome that has to be the same for every repeat. */
function essenceOf(outcome: Outcome): unknown {
  if (outcome.kind === 'acked') return { id: outcome.id, version: outcome.version };
  // Two refusals may name different rules: the state may have changed in between.
  return outcome.kind;
}
