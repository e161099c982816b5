import fc from 'fast-check';
import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import { edgesOf, type Edge, type StatusMachine } from '#common/aggregates/transitions.js';
import { addDays } from '#common/kernel/day.js';
import { Refusal } from '#common/kernel/errors.js';
import { expectErasable, type Shown } from './erased.js';
import { propertyRuns } from './property-runs.js';
import type { Decide, Specification } from './specification.js';

/** A whole number from 0 to `below` − 1, drawn by the walk. */
export type Dice = (below: number) => number;

/** Random sequences of commands on one aggregate. */
export interface Walk<S, E extends DomainEvent> {
  /** The aggregate as each walk starts: just created, or further on. */
  readonly from: Specification<S, E>;
  /** Every command there is; what is refused is passed over. */
  readonly commands: Readonly<Record<string, (state: S, dice: Dice) => Decide<S, E>>>;
  /** Days that may pass between two commands; none unless said otherwise. */
  readonly daysMax?: number;
  readonly length?: number;
  /** Views that have to keep their shape when everything that can be erased is erased. */
  readonly views?: readonly Shown<S>[];
  readonly walks?: number;
  readonly seed?: number;
}

const ERASED_EACH = 10;

const textOf = ({ machine, from, event, to }: Edge): string => `${machine}: ${from} --${event}--> ${to}`;

/**
 * Walks at random and holds every change of a status against the machines of the type: each is declared, and each that
 * is declared is reached. A short run ends once all declared ones were reached, after a tenth of the walks at least.
 * Where a walk ends, every tenth has everything erased that can be erased.
 */
export function expectExactEdges<S, E extends DomainEvent>(type: AggregateType<S, E>, walk: Walk<S, E>): void {
  const { from, commands, daysMax = 0, length = 30, walks = 200, seed = 1, views } = walk;
  const machines: readonly StatusMachine<S>[] = type.machines ?? [];
  const declared = new Set(machines.flatMap((machine) => edgesOf(machine)).map(textOf));
  const reached = new Set<string>();
  const { numRuns: least } = propertyRuns(walks);
  let walked = 0;
  const isEnough = (): boolean => least < walks && walked >= least && reached.size === declared.size;
  const property = fc.property(fc.gen(), (draw) => {
    if (isEnough()) return;
    const dice: Dice = (below) => draw(fc.nat, { max: below - 1 });
    let spec = from;
    for (let step = 0; step < length; step++) {
      const name = draw(fc.constantFrom, ...Object.keys(commands));
      if (daysMax > 0) spec = spec.on(addDays(spec.moment.today, dice(daysMax + 1)));
      try {
        spec = spec.given(...[commands[name]?.(spec.state, dice)].flatMap((decide) => decide ?? []));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    if (walked % ERASED_EACH === 0) expectErasable(type, spec, views);
    for (const edge of spec.edges.map(textOf)) {
      if (!declared.has(edge)) throw new Error(`${edge} is not declared.`);
      reached.add(edge);
    }
    walked++;
  });
  fc.assert(property, { seed, numRuns: walks });
  expect([...reached].sort()).toEqual([...declared].sort());
}
