import type { Day } from '#common/kernel/day.js';
import { ensure, notFound, wrongState } from '#common/kernel/errors.js';
import type { Breach, BreachStatus } from './breach.state.js';
import type { ContractState, Party } from './contract.state.js';

/** Before the decision. */
export const isUndecided = ({ status }: Breach): boolean =>
  status === 'REPORTED' || status === 'ANSWERED' || status === 'UNANSWERED';

/** The other party has had its say, or its time for it. */
export const isHeard = ({ status }: Breach): boolean => status === 'ANSWERED' || status === 'UNANSWERED';

/** The last day of a correction that is still to come, or is late. */
export const correctionOf = ({ status, decided }: Breach): Day | undefined =>
  status === 'DECIDED' ? decided?.correctBy : undefined;

/** It was decided that the contract may end for it, or it was not corrected in time. */
function isGround(breach: Breach, today: Day): boolean {
  const correctBy = correctionOf(breach);
  if (correctBy !== undefined) return correctBy < today;
  const consequence = breach.decided?.consequence;
  return consequence === 'TERMINATION' || consequence === 'DEBARMENT_REQUEST';
}

/** The breach that lets this party end the contract today. */
export const groundOf = ({ breaches = [] }: ContractState, by: Party, today: Day): Breach | undefined =>
  breaches.find((one) => one.by === by && isGround(one, today));

/** nobody ends a contract for a breach that was not decided. @throws Refusal 409 BREACH_NOT_DECIDED */
export const ensureGround = (state: ContractState, by: Party, today: Day): void =>
  ensure(groundOf(state, by, today) !== undefined, () =>
    wrongState(
      'BREACH_NOT_DECIDED',
      'No breach by the other party was decided to end the contract, and no correction is overdue: report it first.',
    ),
  );

/** @throws Refusal 404 when there is no such breach, 409 BREACH_STATUS unless it has one of these statuses */
export function ensureBreach({ breaches = [] }: ContractState, n: number, ...allowed: readonly BreachStatus[]): Breach {
  const found = breaches.find((one) => one.n === n);
  if (found === undefined) throw notFound('breach', String(n));
  ensure(allowed.includes(found.status), () =>
    wrongState(
      'BREACH_STATUS',
      `Breach ${n} is ${found.status}; this is possible while it is ${allowed.join(' or ')}.`,
    ),
  );
  return found;
}

/** @throws Refusal 409 BREACH_NOT_YOURS unless this party reported it */
export const ensureReporter = ({ n, by }: Breach, party: Party): void =>
  ensure(by === party, () => wrongState('BREACH_NOT_YOURS', `Breach ${n} is decided by the party that reported it.`));

/** @throws Refusal 409 BREACH_NOT_YOURS unless it is the other party that reported it */
export const ensureReported = ({ n, by }: Breach, party: Party): void =>
  ensure(by !== party, () => wrongState('BREACH_NOT_YOURS', `Breach ${n} is answered by the party it is reported of.`));
