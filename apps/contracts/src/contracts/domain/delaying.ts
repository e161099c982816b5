import type { Moment } from '#common/kernel/clock.js';
import { daysBetween, type Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { shareRoundedDown } from '#common/kernel/money.js';
import { decimal, floored, fraction, times } from '#common/kernel/ratio.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { answerableOf } from './ending.rules.js';
import { agreedOf, ensurePerformed, performanceOf, totalsOf, unperformedOf } from './performance.rules.js';

export interface Delay {
  /** The day by which it had to be performed. */
  readonly dueOn: Day;
  /** The day on which it was; until today while it is not. */
  readonly performedOn: Day;
  readonly reason: string;
}

/**
 * Delay damages (지연배상금, S18 Art. 74): for each day from the day after it was due, so many per mille of the part that
 * was not performed. All together never exceed 30 % of that part.
 */
export function assessDelayDamages(state: ContractState, delay: Delay, moment: Moment): readonly ContractEvent[] {
  ensurePerformed(state);
  const { dueOn, performedOn, reason } = delay;
  ensureDays(state, delay, moment);
  const unperformed = unperformedOf(state);
  ensure(unperformed > 0, () =>
    wrongState('NOTHING_UNPERFORMED', 'All of the contract is accepted: there is no part that is late.'),
  );
  const policy = moment.policyOn(dueOn);
  const perMille = policy['contracts.delayDamagesPerMille'];
  const days = daysBetween(dueOn, performedOn);
  const most = shareRoundedDown(unperformed, policy['contracts.delayDamagesMaxPercent']);
  const left = Math.max(0, most - totalsOf(state).damages);
  const amount = Math.min(left, floored(times(fraction(unperformed, 1000), decimal(perMille), fraction(days, 1))));
  const damagesNo = performanceOf(state).damages.length + 1;
  const { contractId } = state;
  return [
    {
      type: 'DelayDamagesAssessed',
      data: { contractId, ...answerableOf(state), damagesNo, amount, assessedOn: moment.today },
      details: { dueOn, performedOn, days, perMille, unperformed },
      reason,
    },
  ];
}

function ensureDays(state: ContractState, { dueOn, performedOn }: Delay, { today }: Moment): void {
  const { period } = agreedOf(state);
  ensure(dueOn >= period.from && dueOn < performedOn, () =>
    invalid('DELAY_PERIOD', `The delay begins after ${period.from}, and ends after the day on which it was due.`, [
      { pointer: '/performedOn', code: 'DELAY_PERIOD', detail: `after ${dueOn}` },
    ]),
  );
  ensure(performedOn <= today, () =>
    invalid('DELAY_PERIOD', `${performedOn} is later than today: assess the delay until today.`, [
      { pointer: '/performedOn', code: 'DELAY_PERIOD', detail: `${today} at the latest` },
    ]),
  );
  const overlap = performanceOf(state).damages.find((one) => dueOn < one.performedOn && one.dueOn < performedOn);
  ensure(overlap === undefined, () =>
    wrongState('DELAY_ASSESSED', `The days until ${overlap?.performedOn} are assessed already: begin after them.`),
  );
}
