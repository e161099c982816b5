import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureBreach, ensureReporter } from './breach.rules.js';
import type { BreachConsequence } from './breach.state.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import { answerableOf } from './ending.rules.js';
import type { ContractState, Party } from './contract.state.js';

export interface BreachDecisionInput {
  readonly breachNo: number;
  readonly party: Party;
  readonly consequence: BreachConsequence;
  readonly reason: string;
  /** Last day of a correction; only with it. */
  readonly correctBy?: Day;
}

/**
 * The party that reported a breach decides what follows, once the other one has answered or its days have passed
 * . Only the institution asks for a debarment. The end of the contract is an act of its own, `terminateContract`.
 * 409 BREACH_STATUS, BREACH_NOT_YOURS, CONTRACT_NOT_ACTIVE; 422 CONSEQUENCE_NOT_YOURS, CORRECTION_DAY_INVALID.
 */
export function decideBreach(
  state: ContractState,
  { breachNo, party, consequence, reason, correctBy }: BreachDecisionInput,
  { today }: Pick<Moment, 'today'>,
): readonly ContractEvent[] {
  const breach = ensureBreach(state, breachNo, 'ANSWERED', 'UNANSWERED');
  ensureReporter(breach, party);
  ensure(consequence !== 'DEBARMENT_REQUEST' || party === 'INSTITUTION', () =>
    invalid('CONSEQUENCE_NOT_YOURS', 'Only the institution asks to debar the other party.', [
      { pointer: '/consequence', code: 'CONSEQUENCE_NOT_YOURS', detail: 'NONE, CORRECTION or TERMINATION' },
    ]),
  );
  // A supplier may be debarred for what came out after the end, but nothing ends twice.
  if (consequence === 'TERMINATION') ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  ensureCorrection(consequence, correctBy, today);
  const { contractId } = state;
  return [
    {
      type: 'BreachDecided',
      data: { contractId, ...answerableOf(state), breachNo, party, consequence, decidedOn: today },
      details: { consequence, ...(correctBy !== undefined && { correctBy }) },
      reason,
    },
  ];
}

function ensureCorrection(consequence: BreachConsequence, correctBy: Day | undefined, today: Day): void {
  const isWanted = consequence === 'CORRECTION';
  ensure(isWanted === (correctBy !== undefined) && (correctBy === undefined || correctBy > today), () =>
    invalid('CORRECTION_DAY_INVALID', 'A correction, and only a correction, has a day after today.', [
      { pointer: '/correctBy', code: 'CORRECTION_DAY_INVALID', detail: isWanted ? `after ${today}` : 'no day' },
    ]),
  );
}

/**
 * The party that asked for a correction confirms it (시정 확인), late too.
 * 409 BREACH_STATUS, BREACH_NOT_YOURS, CORRECTION_NOT_ASKED.
 */
export function confirmCorrection(
  state: ContractState,
  { breachNo, party, note }: { readonly breachNo: number; readonly party: Party; readonly note: string },
  { today }: Pick<Moment, 'today'>,
): readonly ContractEvent[] {
  const breach = ensureBreach(state, breachNo, 'DECIDED');
  ensureReporter(breach, party);
  ensure(breach.decided?.consequence === 'CORRECTION', () =>
    wrongState('CORRECTION_NOT_ASKED', `No correction of breach ${breachNo} was asked for.`),
  );
  const data = { contractId: state.contractId, ...answerableOf(state), breachNo, correctedOn: today };
  return [{ type: 'BreachCorrected', data, details: { note } }];
}
