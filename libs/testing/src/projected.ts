import fc from 'fast-check';
import type { EventMeta } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';
import { addDays } from '#common/kernel/day.js';
import type { Projection } from '#common/projections/projection.js';
import { RowRuns } from '#common/projections/row-runs.js';
import { propertyRuns } from './property-runs.js';

type Fields = Readonly<Record<string, unknown>>;

/** A row of a read model. */
export type ProjectedRow = Fields & { readonly sequence: number };

/** What one event sets on the row of its subject; nothing where it is not followed. */
export interface Told {
  readonly subject: string;
  readonly sequence: number;
  readonly set: Fields | undefined;
}

/** An event as far as a projection looks at it. */
interface Published {
  readonly type: string;
  readonly data: unknown;
  /** When it happened; absent where no projection of the spec asks. */
  readonly at?: Date;
}

/** What a projection is told by the history of one aggregate. */
export const toldOf = (projection: Projection, history: readonly Published[], subject = 'subject'): readonly Told[] =>
  history.map(({ type, data, at }, i) => {
    const definition = projection.consumes.find(({ name }) => name === type);
    const meta = { time: (at ?? new Date(0)).toISOString() } as EventMeta;
    return { subject, sequence: i + 1, set: definition && projection.project({ definition, data, meta }) };
  });

/** The rows of a read model, as the projector writes them: a write that brings a row no further does nothing. */
export class ProjectedRows {
  private readonly rows = new Map<string, ProjectedRow>();

  deliver(batch: readonly Told[]): this {
    const runs = new RowRuns();
    for (const { subject, sequence, set } of batch) {
      if (set === undefined) runs.pass(subject, sequence);
      else runs.add(subject, sequence, set);
    }
    for (const { id, sequence, set } of [...runs.rounds()].flat()) {
      const row = this.rows.get(id);
      if (row === undefined || row.sequence < sequence) this.rows.set(id, { ...row, ...set, sequence });
    }
    return this;
  }

  row(subject = 'subject'): ProjectedRow | undefined {
    return this.rows.get(subject);
  }

  all(): Readonly<Record<string, ProjectedRow>> {
    return Object.fromEntries(this.rows);
  }
}

/** How a broker delivers: so many events at once, and then again from so many events before. */
export interface Delivery {
  readonly size: number;
  readonly back: number;
}

export const someDeliveries: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 12 }), back: fc.nat(20) }),
  { maxLength: 8 },
);

/**
 * All events again make the rows again: whole, one by one, or in any batches and from any place (§11.6, 8).
 * @returns the rows
 */
export function expectRebuilt(told: readonly Told[], deliveries: readonly Delivery[]): ProjectedRows {
  const whole = new ProjectedRows().deliver(told);
  const rows = whole.all();
  expect(told.reduce((made, one) => made.deliver([one]), new ProjectedRows()).all()).toEqual(rows);
  const broken = new ProjectedRows();
  let next = 0;
  for (const { size, back } of deliveries) {
    broken.deliver(told.slice(next, next + size));
    next = Math.max(0, Math.min(told.length, next + size) - back);
  }
  expect(broken.deliver(told.slice(next)).all()).toEqual(rows);
  expect(whole.deliver(told).all()).toEqual(rows);
  return whole;
}

/** Few values, so that the events of a sequence often set the same field. */
function varied(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'number') return fc.integer({ min: 1, max: 3 });
  if (typeof value === 'boolean') return fc.boolean();
  if (typeof value === 'string') {
    const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
    return fc.nat(2).map((n) => (n === 0 ? value : isDay ? addDays(value, n) : `${value}${n}`));
  }
  if (Array.isArray(value)) return fc.tuple(...value.map(varied));
  if (typeof value === 'object' && value !== null)
    return fc.record(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, varied(one)])));
  return fc.constant(value);
}

const VARIANTS = 60;
const VARIANTS_SEED = 1;

/** What events of this kind set, of various data. */
function setsOf({ project }: Projection, definition: EventDefinition): readonly (Fields | undefined)[] {
  const meta = { time: new Date(0).toISOString() } as EventMeta;
  const variants = fc.sample(varied(definition.sample), { numRuns: VARIANTS, seed: VARIANTS_SEED });
  return variants.map((data) => project({ definition, data, meta }));
}

/** Events of three subjects, as a topic has them: those that the projection follows, and some that it does not. */
export function someTold(projection: Projection): fc.Arbitrary<readonly Told[]> {
  const sets = projection.consumes.map((definition) => setsOf(projection, definition));
  const event = fc.record({ subject: fc.nat(2), which: fc.nat(sets.length), variant: fc.nat(VARIANTS - 1) });
  return fc.array(event, { maxLength: 30 }).map((events) => {
    const sequences = new Map<number, number>();
    return events.map(({ subject, which, variant }) => {
      const sequence = (sequences.get(subject) ?? 0) + 1;
      sequences.set(subject, sequence);
      return { subject: `subject-${subject}`, sequence, set: sets[which]?.[variant] };
    });
  });
}

/** Whatever the topics of a read model tell, in whatever deliveries, its rows are made again (§11.6, 8). */
export const expectAlwaysRebuilt = (projection: Projection): void =>
  fc.assert(
    fc.property(someTold(projection), someDeliveries, (told, deliveries) => {
      expectRebuilt(told, deliveries);
    }),
    propertyRuns(10_000),
  );
