import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldError } from '#common/kernel/errors.js';
import type { ReadLine } from '#common/records/reading-lines.js';
import { RECORD_KINDS, type RecordKind, type SourceRecord } from '#common/records/shapes.js';
import type { Outcome } from './entering.js';

/** Lines that are taken at the same time. */
const BATCH = 500;
/** More lines are not held back for what is in flight. */
const WAITING_MAX = 4_000;
const AGAIN_AFTER_MS = 200;
/** Lines that are tried again before any others are: they share the machine with the services that they wait for. */
const TRIED_FIRST = 25;

export interface RefusedLine {
  readonly line: number;
  readonly kind?: RecordKind;
  readonly number?: string;
  readonly reasons: readonly FieldError[];
}

export interface ImportReport {
  readonly lines: number;
  readonly accepted: number;
  readonly alreadyThere: number;
  readonly refused: readonly RefusedLine[];
}

export interface ImportRunOptions {
  readonly take: (record: SourceRecord) => Promise<Outcome>;
  readonly dryRun: boolean;
  /** Asked before each batch is written; a reason ends the run there. */
  readonly stopped: () => Promise<FieldError | undefined>;
  readonly onProgress: (lines: number) => void;
  /** How long a line waits for an event in flight, counted from the last one that came (ms). */
  readonly patienceMs: number;
}

interface Line {
  readonly at: number;
  readonly record: SourceRecord;
}

type WaitingLine = Line & { readonly for: Extract<Outcome, { readonly is: 'WAITING' }>['for'] };

const keyOf = (kind: RecordKind, number: string): string => `${kind}:${number}`;

/** Lines of one aggregate are taken one after the other: which of two that contradict each other holds is no chance. */
function aggregateOf(record: SourceRecord): string {
  if (record.kind === 'registration') return record.contract;
  return record.kind === 'listing' ? record.selection : record.number;
}

/** One import: it takes lines as they come, kinds in their order, and holds back those that an event has to precede. */
export class ImportRun {
  private lines = 0;
  private accepted = 0;
  private alreadyThere = 0;
  private readonly refused: RefusedLine[] = [];
  private waiting: WaitingLine[] = [];
  /** Lines of this run that are there, or still may come to be. */
  private readonly live = new Set<string>();

  constructor(private readonly options: ImportRunOptions) {}

  async read(lines: AsyncIterable<ReadLine>): Promise<ImportReport> {
    let batch: Line[] = [];
    let stopped: FieldError | undefined;
    for await (const line of lines) {
      this.lines += 1;
      if ('refused' in line) this.refuse({ line: line.at, reasons: line.refused });
      else batch.push(line);
      if (batch.length < BATCH) continue;
      stopped = await this.options.stopped();
      if (stopped !== undefined) break;
      await this.batch(batch);
      batch = [];
      this.options.onProgress(this.lines);
      if (this.waiting.length > WAITING_MAX) await this.settle(WAITING_MAX / 2);
    }
    stopped ??= await this.options.stopped();
    if (stopped === undefined) await this.batch(batch);
    else this.refuse({ line: batch[0]?.at ?? this.lines, reasons: [stopped] });
    await this.settle(0);
    this.options.onProgress(this.lines);
    const { accepted, alreadyThere } = this;
    return { lines: this.lines, accepted, alreadyThere, refused: this.refused.toSorted((a, b) => a.line - b.line) };
  }

  private async batch(lines: readonly Line[]): Promise<void> {
    for (const kind of RECORD_KINDS) await this.takeAll(lines.filter(({ record }) => record.kind === kind));
  }

  private async takeAll(lines: readonly Line[]): Promise<void> {
    const byAggregate = new Map<string, Line[]>();
    for (const line of lines) {
      const aggregate = aggregateOf(line.record);
      const queue = byAggregate.get(aggregate);
      if (queue === undefined) byAggregate.set(aggregate, [line]);
      else queue.push(line);
    }
    // All at once: the store gathers their requests.
    const taking = [...byAggregate.values()].map(async (queue) => {
      for (const line of queue) await this.take(line);
    });
    await Promise.all(taking);
  }

  private async take(line: Line): Promise<void> {
    const { kind, number } = line.record;
    const outcome = await this.options.take(line.record);
    const key = keyOf(kind, number);
    switch (outcome.is) {
      case 'ACCEPTED':
      case 'ALREADY_THERE':
        this.live.add(key);
        if (outcome.is === 'ACCEPTED') this.accepted += 1;
        else this.alreadyThere += 1;
        return;
      case 'REFUSED':
        this.refuse({ line: line.at, kind, number, reasons: outcome.reasons });
        return;
      case 'WAITING':
        this.holdBack({ ...line, for: outcome.for });
    }
  }

  /** What this run has not met cannot come of itself. */
  private holdBack(line: WaitingLine): void {
    const { kind, number, pointer } = line.for;
    const { record, at } = line;
    const key = keyOf(record.kind, record.number);
    if (!this.live.has(keyOf(kind, number))) {
      const detail = `there is no ${kind} ${number}: its line comes before this one, or was imported before`;
      this.live.delete(key);
      this.refuse({
        line: at,
        kind: record.kind,
        number: record.number,
        reasons: [{ pointer, code: 'REFERENCE_UNKNOWN', detail }],
      });
      return;
    }
    this.live.add(key);
    // A dry run writes nothing that this line could find.
    if (this.options.dryRun) this.accepted += 1;
    else this.waiting.push(line);
  }

  /** Takes the lines that wait again, until no more than `most` are left or nothing comes any longer. */
  private async settle(most: number): Promise<void> {
    let since = performance.now();
    while (this.waiting.length > most) {
      const before = this.waiting.length;
      await this.again();
      if (this.waiting.length < before) since = performance.now();
      else if (performance.now() - since > this.options.patienceMs) break;
      else await sleep(AGAIN_AFTER_MS);
    }
    if (this.waiting.length <= most) return;
    for (const {
      at,
      record,
      for: { kind, number, pointer },
    } of this.waiting) {
      const detail = `${kind} ${number} was imported and has not arrived here yet: see that the services run, and import the file again`;
      this.refuse({
        line: at,
        kind: record.kind,
        number: record.number,
        reasons: [{ pointer, code: 'REFERENCE_NOT_ARRIVED', detail }],
      });
    }
    this.waiting = [];
  }

  /**
   * What refers to a line that waits itself goes on waiting. Events come more or less in order: where not one of some
   * lines can be taken, the others are left for the next time, and come first then.
   */
  private async again(): Promise<void> {
    const waiting = new Set(this.waiting.map(({ record: { kind, number } }) => keyOf(kind, number)));
    const isBlocked = (line: WaitingLine): boolean => waiting.has(keyOf(line.for.kind, line.for.number));
    const free = this.waiting.filter((line) => !isBlocked(line));
    this.waiting = this.waiting.filter(isBlocked);
    let [tried, some] = [0, TRIED_FIRST];
    while (tried < free.length) {
      const lines = free.slice(tried, tried + some);
      const before = this.waiting.length;
      await this.batch(lines);
      tried += lines.length;
      if (this.waiting.length - before === lines.length) break;
      some = Math.min(BATCH, some * 2);
    }
    this.waiting = [...free.slice(tried), ...this.waiting];
  }

  private refuse(line: RefusedLine): void {
    this.refused.push(line);
  }
}
