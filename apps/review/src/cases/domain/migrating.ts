import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import type { CaseEvent } from './case.events.js';
import { selectionOf } from './concluding.js';
import { openCase, type Opening } from './opening.js';

/** What a source says of a decision of the committee (§6). */
export interface EarlierSelection {
  readonly sessionNo: number;
  readonly decidedOn: Day;
  /** Decided before 2023-01-12, and deemed a selection since. */
  readonly deemed?: true;
}

/** Takes over a case as the committee decided it in a session before this system: no examination, no vote. */
export const migrateCase = (
  { selection, ...opening }: Opening & { readonly selection: EarlierSelection },
  moment: Moment,
): readonly CaseEvent[] => [...openCase(opening, moment), selectedBefore(opening, selection)];

/** The service was selected (선정) before this system. */
export const selectedBefore = (
  state: Parameters<typeof selectionOf>[0],
  { deemed, ...decision }: EarlierSelection,
): CaseEvent => ({
  type: 'ServiceSelected',
  data: { ...selectionOf(state, decision), ...(deemed !== undefined && { deemed }), migrated: true },
});
