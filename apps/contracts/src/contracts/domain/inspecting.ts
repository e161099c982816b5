import type { Moment } from '#common/kernel/clock.js';
import { dueDayOf, dueInCalendarDays, hasPassed } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { inspectionDue } from './billing.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { ensurePerformed, ensureStatementIs, statementOf } from './performance.rules.js';
import type { InspectionStatus, UsageStatement } from './performance.state.js';

export interface InspectionInput {
  readonly statementNo: number;
  readonly result: 'PASSED' | 'FAILED';
  /** What failed; needed for a failure. */
  readonly findings?: string;
  readonly by: string;
  /** Why one person accepts and inspects, where the law exempts from the separation (§11.4). */
  readonly soleOfficerReason?: string;
}

/** Inspection (검사) of what a statement bills, by another person than the one who accepted its figures (§11.4). */
export function inspect(state: ContractState, input: InspectionInput): readonly ContractEvent[] {
  const statement = ensureInspection(state, input.statementNo, 'OPEN');
  const { acceptedBy, n } = statement;
  const { findings, soleOfficerReason } = input;
  if (soleOfficerReason === undefined) {
    ensureWorkOfOthers(input.by, [acceptedBy], `The inspection of statement ${n}, which this person accepted,`);
  }
  if (input.result === 'PASSED') {
    const reason = soleOfficerReason !== undefined && { reason: soleOfficerReason };
    return [{ type: 'InspectionPassed', data: { n }, ...reason }];
  }
  if (findings === undefined) {
    throw invalid('FINDINGS_MISSING', 'A failed inspection says what failed.', [
      { pointer: '/findings', code: 'FINDINGS_MISSING', detail: 'what has to be mended' },
    ]);
  }
  return [{ type: 'InspectionFailed', data: { n }, reason: findings }];
}

/** Seven days more, once, with a reason (S18 Art. 55). */
export function extendInspection(
  state: ContractState,
  { statementNo, reason }: { readonly statementNo: number; readonly reason: string },
  moment: Moment,
): readonly ContractEvent[] {
  const { n, inspection } = ensureInspection(state, statementNo, 'OPEN');
  ensure(!inspection.isExtended, () =>
    wrongState('INSPECTION_EXTENDED', `The inspection of statement ${n} was extended already: once is possible.`),
  );
  ensure(!hasPassed(inspection.due, moment.at), () =>
    wrongState('INSPECTION_OVERDUE', `The inspection of statement ${n} was due on ${dueDayOf(inspection.due)}.`),
  );
  const due = dueInCalendarDays(moment, {
    key: inspection.due.key,
    days: moment.policy['contracts.inspectionExtensionDays'],
    rule: inspection.due.rule,
    from: dueDayOf(inspection.due),
  });
  return [{ type: 'InspectionExtended', data: { n, due }, reason }];
}

/** The supplier has mended what failed: the clock of the inspection starts again from this notice (§11.4). */
export function notifyFix(
  state: ContractState,
  { statementNo, note }: { readonly statementNo: number; readonly note: string },
  moment: Moment,
): readonly ContractEvent[] {
  const { n } = ensureInspection(state, statementNo, 'FAILED');
  return [{ type: 'FixNotified', data: { n, note, due: inspectionDue(moment) } }];
}

/** While a statement is disputed, what it bills is not settled: it is inspected once it is submitted again. */
function ensureInspection(state: ContractState, statementNo: number, wanted: InspectionStatus): UsageStatement {
  ensurePerformed(state);
  const statement = statementOf(state, statementNo);
  ensureStatementIs(statement, 'SUBMITTED', 'ACCEPTED');
  const { status } = statement.inspection;
  ensure(status === wanted, () =>
    wrongState('INSPECTION_STATUS', `The inspection of statement ${statementNo} is ${status}, not ${wanted}.`),
  );
  return statement;
}
