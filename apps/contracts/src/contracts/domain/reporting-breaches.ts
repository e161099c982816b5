import type { Moment } from '#common/kernel/clock.js';
import { dueInCalendarDays, hasPassed } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureBreach, ensureReported, isUndecided } from './breach.rules.js';
import type { Breach } from './breach.state.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, Party } from './contract.state.js';
import { concludedOf } from './ending.rules.js';
import { ensurePerformed } from './performance.rules.js';

export type BreachReport = Pick<Breach, 'by' | 'occurredOn' | 'facts' | 'evidence'>;

/**
 * A party reports a breach of the other one (계약 위반), which then has `contracts.breachAnswerDays` to state its case
 * . One at a time: a party decides what it reported before it reports more.
 * 409 CONTRACT_NOT_STARTED, BREACH_OPEN; 422 BREACH_DAY_INVALID.
 */
export function reportBreach(state: ContractState, report: BreachReport, moment: Moment): readonly ContractEvent[] {
  ensurePerformed(state);
  const { by, occurredOn, facts, evidence } = report;
  const { breaches = [] } = state;
  const open = breaches.find((one) => one.by === by && isUndecided(one));
  ensure(open === undefined, () =>
    wrongState('BREACH_OPEN', `Breach ${open?.n} is not decided yet: decide it before you report another one.`),
  );
  const { startsOn } = concludedOf(state);
  const { today } = moment;
  ensure(startsOn <= occurredOn && occurredOn <= today, () =>
    invalid('BREACH_DAY_INVALID', `A breach lies between the start of the contract and today.`, [
      { pointer: '/occurredOn', code: 'BREACH_DAY_INVALID', detail: `from ${startsOn} to ${today}` },
    ]),
  );
  const answer = dueInCalendarDays(moment, {
    key: 'BREACH_ANSWER',
    days: moment.policy['contracts.breachAnswerDays'],
    rule: 'A-36',
  });
  return [{ type: 'BreachReported', data: { n: breaches.length + 1, by, occurredOn, facts, evidence, answer } }];
}

export interface BreachStatement {
  readonly breachNo: number;
  readonly party: Party;
  readonly statement: string;
  readonly evidence: readonly string[];
}

/**
 * The other party states its case, once; late too, as long as nothing is decided. 409 BREACH_STATUS, BREACH_NOT_YOURS.
 */
export function answerBreach(
  state: ContractState,
  { breachNo, party, statement, evidence }: BreachStatement,
): readonly ContractEvent[] {
  const breach = ensureBreach(state, breachNo, 'REPORTED', 'UNANSWERED');
  ensureReported(breach, party);
  return [{ type: 'BreachAnswered', data: { n: breach.n, statement, evidence } }];
}

const waiting = ({ breaches = [] }: ContractState): readonly Breach[] =>
  breaches.filter(({ status }) => status === 'REPORTED');

/** When `closeAnswers` has something to do. */
export const answersClose = (state: ContractState): Date | undefined =>
  waiting(state)
    .map(({ answer }) => new Date(answer.dueAt))
    .sort((a, b) => a.getTime() - b.getTime())[0];

/** The time to answer is over: what was reported can be decided without an answer. */
export const closeAnswers = (state: ContractState, { at }: Pick<Moment, 'at'>): readonly ContractEvent[] =>
  waiting(state)
    .filter(({ answer }) => hasPassed(answer, at))
    .map(({ n }) => ({ type: 'BreachUnanswered', data: { n } }));
