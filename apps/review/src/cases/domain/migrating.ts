import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import type { CaseEvent } from './case.events.js';
import type { CaseState, Submission } from './case.state.js';
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
export function selectedBefore(
  { caseId, applicationId, submission }: Pick<CaseState, 'caseId' | 'applicationId' | 'submission'>,
  { sessionNo, decidedOn, deemed }: EarlierSelection,
): CaseEvent {
  const { applicationVersion, supplier, service, prices, certificates }: Submission = submission;
  return {
    type: 'ServiceSelected',
    data: {
      caseId,
      applicationId,
      applicationVersion,
      sessionNo,
      decidedOn,
      supplier,
      service,
      prices: [...prices],
      certificates: [...certificates],
      ...(deemed !== undefined && { deemed }),
      migrated: true,
    },
  };
}
