import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { openAmendment } from './amendment.rules.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState, YearPart } from './contract.state.js';
import { fiscalYearOf } from './period.rules.js';
import { mostByYear, yearPeriod, type YearAmount } from './year.rules.js';

export interface YearInput {
  readonly fiscalYear: number;
  /** The try whose money is reserved on the budget of that year. */
  readonly reservedAttempt?: number;
}

/** The first fiscal year of a multi-year contract that is not open yet. */
export function nextYear({ status, terms, yearContracts = [] }: ContractState): YearPart | undefined {
  if (terms?.multiYear === undefined || (status !== 'CONCLUDED' && status !== 'ACTIVE')) return undefined;
  return terms.years.find(({ fiscalYear }) => yearContracts.every((one) => one.fiscalYear !== fiscalYear));
}

/** The next year is opened before it begins, or the use has no contract to stand on from 1 January. */
export function yearOpeningDue(state: ContractState): Deadline | undefined {
  const next = nextYear(state);
  if (next === undefined || state.termination !== undefined) return undefined;
  const dueAt = endOfDay(`${next.fiscalYear - 1}-12-31`).toISOString();
  return { key: 'YEAR_OPENING', dueAt, basis: 'd', rule: '§11.4' };
}

/**
 * What the budget of a year has to set aside for its yearly contract. Years are opened one after another, each while it
 * lasts or in the year before: budgets are known up to the next year.
 * @throws Refusal 409 CONTRACT_NOT_CONCLUDED, NOT_MULTI_YEAR, TERMINATION_NOTICED, AMENDMENT_OPEN, YEAR_NOT_NEXT;
 * 422 YEAR_OVER, FISCAL_YEAR_TOO_FAR
 */
export function ensureMayOpen(
  state: ContractState,
  { fiscalYear }: Pick<YearInput, 'fiscalYear'>,
  { today }: Pick<Moment, 'today'>,
): YearAmount {
  ensureStatus(state, 'CONTRACT_NOT_CONCLUDED', 'CONCLUDED', 'ACTIVE');
  const { terms, termination } = state;
  if (terms?.multiYear === undefined)
    throw wrongState('NOT_MULTI_YEAR', 'The contract has no yearly contracts: all its years were concluded at once.');
  ensure(termination === undefined, () =>
    wrongState('TERMINATION_NOTICED', `It ends on ${termination?.effectiveOn}, as was noticed: no year is opened.`),
  );
  const open = openAmendment(state);
  ensure(open === undefined, () =>
    wrongState('AMENDMENT_OPEN', `Amendment ${open?.n} waits for signatures: it may change what the year costs.`),
  );
  const next = nextYear(state);
  ensure(next?.fiscalYear === fiscalYear, () =>
    wrongState(
      'YEAR_NOT_NEXT',
      next === undefined
        ? 'All fiscal years of this contract are open.'
        : `The next year to open is ${next.fiscalYear}: years are opened one after another.`,
    ),
  );
  const now = fiscalYearOf(today);
  ensure(fiscalYear >= now, () =>
    invalid('YEAR_OVER', `The fiscal year ${fiscalYear} is over and had no yearly contract: end or shorten this one.`),
  );
  ensure(fiscalYear <= now + 1, () =>
    invalid('FISCAL_YEAR_TOO_FAR', `Budgets are known up to ${now + 1}: the year ${fiscalYear} is opened later.`),
  );
  const [part = { fiscalYear, amount: 0 }] = mostByYear({ ...terms, years: next === undefined ? [] : [next] });
  return part;
}

/**
 * Opens a year of a multi-year contract (차수계약, §5.6): the institution confirms that the budget of that year pays for
 * it. What the year costs is its part of the terms, so all yearly contracts together stay within the total. 409 and 422
 * as `ensureMayOpen`; 409 SIGNING_LAPSED.
 */
export function openYear(state: ContractState, input: YearInput, moment: Moment): readonly ContractEvent[] {
  const { fiscalYear } = ensureMayOpen(state, input, moment);
  // The reservation of a lapsed try may be released at any time, as with the signatures of the contract.
  ensure(input.reservedAttempt === state.attempt, () =>
    wrongState('SIGNING_LAPSED', 'Opening the year took too long and the budget was released: open it again.'),
  );
  return [opened(state, fiscalYear, moment.today)];
}

function opened(state: ContractState, fiscalYear: number, openedOn: Day): ContractEvent {
  const { contractId, attempt, terms } = state;
  const amount = nextYear(state)?.amount ?? 0;
  const period = yearPeriod(terms?.period ?? { from: openedOn, to: openedOn }, fiscalYear);
  return {
    type: 'ContractYearOpened',
    data: { contractId, fiscalYear, openedOn, amount, period },
    details: { attempt },
  };
}
