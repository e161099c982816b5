import type { AggregateType, DomainEvent, Intent, Recorded, Snapshot } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import type { Moment } from '#common/kernel/clock.js';
import { notFound } from '#common/kernel/errors.js';

interface Row<S, E extends DomainEvent> {
  readonly state: S;
  readonly version: number;
  readonly history: readonly Recorded<E>[];
  /** One cause changes an aggregate once. */
  readonly causes: ReadonlySet<string>;
}

/** What stores share in a property: whose turn it is, and what time. */
export interface Race {
  moment(): Moment;
  /** Each read and each write waits for it; at once where it is absent. */
  turn?(): Promise<unknown>;
  /** After every write. */
  written?(): void;
}

/**
 * A store as its callers know it, without digests and archives: a write is decided on the newest state, and all of it
 * happens in one turn. It is fast enough for properties with tens of thousands of sequences.
 */
export class FoldedStore<S, E extends DomainEvent> {
  private readonly rows = new Map<string, Row<S, E>>();

  constructor(
    private readonly type: AggregateType<S, E>,
    private readonly race: Race,
  ) {}

  get ids(): readonly string[] {
    return [...this.rows.keys()];
  }

  put(id: string, state: S): void {
    this.rows.set(id, { version: 1, state, history: [], causes: new Set() });
  }

  stateOf(id: string): S {
    return this.rowOf(id).state;
  }

  historyOf(id: string): readonly Recorded<E>[] {
    return this.rowOf(id).history;
  }

  async newest(id: string): Promise<Snapshot<S> | undefined> {
    await this.race.turn?.();
    const row = this.rows.get(id);
    return row && { id, version: row.version, state: row.state };
  }

  change(intent: Intent, decide: (state: S, moment: Moment) => readonly E[]): Promise<Snapshot<S> | undefined> {
    return this.save(intent, (state, moment) => decide(state ?? this.stateOf(intent.id), moment));
  }

  async save(
    { id, causationId, actor }: Intent,
    decide: (state: S | undefined, moment: Moment) => readonly E[],
  ): Promise<Snapshot<S> | undefined> {
    await this.race.turn?.();
    const row = this.rows.get(id);
    const moment = this.race.moment();
    const decided = row?.causes.has(causationId) === true ? [] : decide(row?.state, moment);
    const recorded = decided.map((event) => ({ ...event, at: moment.at, actor }) as Recorded<E>);
    const state = recorded.reduce<S | undefined>((now, event) => evolved(this.type.evolve, now, event), row?.state);
    if (state === undefined) return undefined;
    const version = (row?.version ?? 0) + Number(recorded.length > 0);
    if (recorded.length === 0) return { id, version, state };
    this.rows.set(id, {
      version,
      state,
      history: [...(row?.history ?? []), ...recorded],
      causes: new Set([...(row?.causes ?? []), causationId]),
    });
    this.race.written?.();
    return { id, version, state };
  }

  private rowOf(id: string): Row<S, E> {
    const row = this.rows.get(id);
    if (row === undefined) throw notFound(this.type.name, id);
    return row;
  }
}
