import { TestRunner } from 'vitest';
import type { AggregateType, DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { edgesBetween, type Edge } from '#common/aggregates/transitions.js';
import { systemActor, type Actor } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { Refusal } from '#common/kernel/errors.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';

/** What a rule of the domain is once its input is bound: state and moment in, events out. */
export type Decide<S, E> = (state: S, moment: Moment) => readonly E[];

/**
 * A moment in Seoul: `2025-09-19`, which means 10:00, or `2025-09-19 14:30`.
 * @param policy other numbers than the defaults
 */
export function momentOf(text: string, policy: PolicyTable = PolicyTable.defaults): Moment {
  const [day = '', time = '10:00'] = text.split(/[ T]/);
  return momentAt(new Date(`${day}T${time}:00+09:00`), policy, koreanCalendar(policy));
}

/** The fewest words that say what was wrong and where. */
const WORDS_OF_A_REFUSAL = 4;

/**
 * The code a decision is refused with; 'nothing refused' when it goes through.
 * @throws Error when the refusal does not say what was wrong, and where: people read it
 */
export const refusalOf = (decide: () => unknown): string => refused(decide)?.code ?? 'nothing refused';

/** @throws Error when the refusal does not say what was wrong, and where */
function refused(decide: () => unknown): Refusal | undefined {
  try {
    decide();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, detail, errors } = error;
    const vague = errors.find(
      (one) => one.detail === '' || !/^[A-Z][A-Z_]+$/.test(one.code) || /^[^/]/.test(one.pointer),
    );
    if (detail.split(' ').length < WORDS_OF_A_REFUSAL || vague !== undefined)
      throw new Error(`${code} does not say what was wrong, and where.`, { cause: error });
    return error;
  }
  return undefined;
}

/** Where a field is that is there, and undefined. */
function undefinedIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, one] of Object.entries(value)) {
    if (one === undefined) return key;
    const within = undefinedIn(one);
    if (within !== undefined) return `${key}.${within}`;
  }
  return undefined;
}

/** What is absent is left out: a field that is undefined is no longer there once it was stored. */
function ensureStorable(value: unknown, what: string): void {
  const field = undefinedIn(value);
  if (field !== undefined) throw new Error(`${what}: ${field} is undefined, leave it out.`);
}

interface Circumstances {
  readonly moment: Moment;
  readonly policy: PolicyTable;
  readonly actor: Actor;
}

interface Past<S, E extends DomainEvent> {
  readonly state: S | undefined;
  readonly history: readonly Recorded<E>[];
  readonly edges: readonly Edge[];
  readonly decided: readonly E[];
}

/** Plays something again in every test that asks for it. */
function oncePerTest<T extends object>(play: () => T): () => T {
  let last: { readonly test: unknown; readonly played: T } | undefined;
  return () => {
    const test: unknown = TestRunner.getCurrentTest();
    if (last === undefined || last.test !== test) last = { test, played: play() };
    return last.played;
  };
}

/**
 * An aggregate in a specification: given what happened, when a decision, then events or a refusal. A value: every step
 * gives a new one, so a test can branch off wherever it likes. A story that a spec tells outside its tests is played
 * within each test that reads it: a rule that is broken fails these tests, and not the whole spec before the first.
 *
 *     specification(applicationType, '2025-08-05')
 *       .given((_, moment) => draftApplication({ … }, moment))
 *       .on('2025-08-06')
 *       .when((application, moment) => submitApplication(application, { attested: true }, moment))
 *       .thenEvents('ApplicationSubmitted');
 */
export class Specification<S, E extends DomainEvent> {
  constructor(
    private readonly type: AggregateType<S, E>,
    private readonly circumstances: Circumstances,
    private readonly pastOf: () => Past<S, E> = () => ({ state: undefined, history: [], edges: [], decided: [] }),
  ) {}

  private get past(): Past<S, E> {
    return this.pastOf();
  }

  /** The state now. @throws Error before the first event */
  get state(): S {
    if (this.past.state === undefined) throw new Error(`Nothing has happened to this ${this.type.name} yet.`);
    return this.past.state;
  }

  get moment(): Moment {
    return this.circumstances.moment;
  }

  /** Every event so far, as `evolve` saw it. */
  get history(): readonly Recorded<E>[] {
    return this.past.history;
  }

  /** Every change of a status so far. */
  get edges(): readonly Edge[] {
    return this.past.edges;
  }

  /** The events of the last decision. */
  get decided(): readonly E[] {
    return this.past.decided;
  }

  /** From here on it is this day or instant in Seoul. */
  on(text: string): Specification<S, E> {
    const { policy } = this.circumstances;
    return new Specification(this.type, { ...this.circumstances, moment: momentOf(text, policy) }, this.pastOf);
  }

  /** From here on this person or system acts. */
  by(actor: Actor): Specification<S, E> {
    return new Specification(this.type, { ...this.circumstances, actor }, this.pastOf);
  }

  /** Something that happened: events, or the decision that led to them. */
  given(...steps: readonly (readonly E[] | Decide<S, E>)[]): Specification<S, E> {
    const after = (): Past<S, E> =>
      steps.reduce(
        (past, step) => this.recorded(past, typeof step === 'function' ? step(past.state as S, this.moment) : step),
        this.past,
      );
    const pastOf = oncePerTest(after);
    // In a test a refusal is thrown here, where the decision stands.
    if (TestRunner.getCurrentTest() !== undefined) pastOf();
    return new Specification(this.type, this.circumstances, pastOf);
  }

  /** A decision that is looked at. Its refusal, if any, is thrown by `thenEvents` and named by `thenRefused`. */
  when(decide: Decide<S, E>): Decision<S, E> {
    return new Decision(this, () => this.given(decide));
  }

  private recorded(before: Past<S, E>, events: readonly E[]): Past<S, E> {
    const { actor, moment } = this.circumstances;
    return events.reduce<Past<S, E>>(
      ({ state, history, edges }, event) => {
        ensureStorable(event, event.type);
        // As the store does: what is not JSON does not survive.
        const recorded = { ...(JSON.parse(JSON.stringify(event)) as E), at: moment.at, actor } as Recorded<E>;
        const after = evolved(this.type.evolve, state, recorded);
        ensureStorable(after, `The state after ${event.type}`);
        const walked = (this.type.machines ?? []).flatMap((machine) => edgesBetween(machine, event.type, state, after));
        return { state: after, history: [...history, recorded], edges: [...edges, ...walked], decided: events };
      },
      { ...before, decided: [] },
    );
  }
}

/** A decision under test. */
export class Decision<S, E extends DomainEvent> {
  constructor(
    private readonly before: Specification<S, E>,
    private readonly decide: () => Specification<S, E>,
  ) {}

  /**
   * It yields exactly these events, in this order: by their types, or as far as an object says.
   * @returns the aggregate after it
   */
  thenEvents(...expected: readonly (E['type'] | { readonly type: E['type']; readonly [field: string]: unknown })[]) {
    const after = this.decide();
    const wanted = expected.map((one) => (typeof one === 'string' ? { type: one } : one));
    expect(after.decided.map(({ type }) => type)).toEqual(wanted.map(({ type }) => type));
    expect(after.decided).toMatchObject(wanted);
    return after;
  }

  /**
   * It is refused with this code.
   * @param pointers where, each of them in order; not asked when none is given
   * @returns the aggregate, unchanged
   */
  thenRefused(code: string, ...pointers: readonly string[]): Specification<S, E> {
    const refusal = refused(this.decide);
    expect(refusal?.code ?? 'nothing refused').toBe(code);
    if (pointers.length > 0) expect(refusal?.errors.map(({ pointer }) => pointer)).toEqual(pointers);
    return this.before;
  }
}

/** An aggregate to which nothing has happened yet, at this moment. */
export const specification = <S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  at: string,
  policy: PolicyTable = PolicyTable.defaults,
): Specification<S, E> =>
  new Specification(type, { moment: momentOf(at, policy), policy, actor: systemActor('specification') });
