import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { AggregateType, DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { foldFrom } from '#common/aggregates/fold.js';
import { personalPaths, withoutPersonalData } from '#common/aggregates/erasure/erasure.js';
import { valueAt } from '#common/aggregates/history-chain/hash-chain.js';
import type { StoredEvent } from '#common/events/stored-event.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);

const compiled = new WeakMap<object, ValidateFunction>();

function checkOf(schema: object): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema)) as object);
  compiled.set(schema, known);
  return known;
}

/** What readers see of a state, and the schema that promises its shape. */
export type Shown<S> = readonly [schema: object, view: (state: S) => unknown];

/** The state of this history once everything that can be erased is erased. */
export function erasedState<S, E extends DomainEvent>(type: AggregateType<S, E>, history: readonly Recorded<E>[]): S {
  const paths = personalPaths(type);
  const present = (event: StoredEvent) => paths.filter((path) => (valueAt(event, path.split('.')) ?? null) !== null);
  const erased = history.map((event) => withoutPersonalData(event as unknown as StoredEvent, present));
  const state = foldFrom(type, undefined, erased);
  if (state === undefined) throw new Error(`Nothing has happened to this ${type.name} yet.`);
  return state;
}

/** An aggregate whose personal data is gone has the statuses that it had, and every view of it keeps its shape. */
export function expectErasable<S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  { state, history }: { readonly state: S; readonly history: readonly Recorded<E>[] },
  views: readonly Shown<S>[] = [],
): void {
  const erased = erasedState(type, history);
  for (const { statusesOf } of type.machines ?? []) expect(statusesOf(erased)).toEqual(statusesOf(state));
  for (const [schema, view] of views) {
    const isShown = checkOf(schema);
    for (const one of [state, erased]) {
      const shown = JSON.parse(JSON.stringify(view(one))) as unknown;
      expect({ shown, fits: isShown(shown), errors: isShown.errors }).toMatchObject({ fits: true });
    }
  }
}
