import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { Refusal } from '#common/kernel/errors.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';

/** 61 sessions were held before the first one planned here, as in the story. */
const policy = PolicyTable.from({
  rows: [{ key: 'review.lastSessionNo', from: '2020-01-01', value: 61, basis: 'A-29' }],
});
const calendar = koreanCalendar(policy);

/** A moment in Seoul: `2025-09-19 10:00`. */
export const moment = (text: string): Moment =>
  momentAt(new Date(`${text.replace(' ', 'T')}:00+09:00`), policy, calendar);

/** An aggregate in a specification: given events, when a decision, then events or a refusal. */
export class Given<S, E extends DomainEvent> {
  readonly history: Recorded<E>[] = [];
  private folded: S | undefined;

  constructor(
    private readonly evolve: (state: S | undefined, event: Recorded<E>) => S,
    public now: Moment,
  ) {}

  get state(): S {
    if (this.folded === undefined) throw new Error('Nothing was given.');
    return this.folded;
  }

  /** What was decided is recorded; its event types come back. */
  record(events: readonly E[]): readonly string[] {
    for (const event of events) {
      const stored = JSON.parse(JSON.stringify(event)) as E;
      const recorded: Recorded<E> = { ...stored, at: this.now.at, actor: { kind: 'system', sub: 'system:spec' } };
      this.history.push(recorded);
      this.folded = this.evolve(this.folded, recorded);
    }
    return events.map((event) => event.type);
  }
}

/** The code a decision is refused with; 'nothing refused' when it goes through. */
export function refusalOf(decide: () => unknown): string {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing refused';
}
