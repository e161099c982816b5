import type { Moment } from '#common/kernel/clock.js';
import { addDays, endOfDay, startOfDay } from '#common/kernel/day.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import type { ContractEvent } from './contract.events.js';
import { BEFORE_CONCLUSION } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { beginEndDuties, endDutiesBegin } from './giving-notice.js';
import { endedPeriod, periodEnd } from './performance.rules.js';
import { answersClose, closeAnswers } from './reporting-breaches.js';
import { fallOverdue, nextOfRegistration, remindOfRegistration } from './registering.js';
import { takeEffect } from './terminating.js';

const idleUntil = (state: ContractState): Date => endOfDay(addDays(state.idleSince, state.idleCancelDays));

/** The earliest instant at which `tick` has something to do. */
export function nextTick(state: ContractState): Date | undefined {
  if (BEFORE_CONCLUSION.includes(state.status)) return idleUntil(state);
  const starts = state.status === 'CONCLUDED' && state.concluded ? startOfDay(state.concluded.startsOn) : undefined;
  const registration = nextOfRegistration(state);
  const { termination } = state;
  const ends = state.status === 'ACTIVE' && termination ? startOfDay(termination.effectiveOn) : undefined;
  return [starts, registration, ends, periodEnd(state), endDutiesBegin(state), answersClose(state)]
    .filter((at) => at !== undefined)
    .sort((a, b) => a.getTime() - b.getTime())[0];
}

/** What time alone brings about: the start, an overdue registration, the end of a plan without any act. */
export function tick(state: ContractState, moment: Moment): readonly ContractEvent[] {
  const events: ContractEvent[] = [];
  if (BEFORE_CONCLUSION.includes(state.status) && moment.at >= idleUntil(state)) {
    const reason: SystemReason = 'NOTHING_DONE';
    events.push({ type: 'ContractCancelled', data: { idle: true }, reason });
  }
  const { concluded } = state;
  if (state.status === 'CONCLUDED' && concluded !== undefined && concluded.startsOn <= moment.today) {
    const { contractId, startsOn } = concluded;
    const details = { endReminderDays: moment.policy['contracts.endReminderDays'] };
    events.push({ type: 'ContractStarted', data: { contractId, startedOn: startsOn }, details });
  }
  events.push(...fallOverdue(state, moment), ...remindOfRegistration(state, moment));
  const ended = endedPeriod(state, moment);
  if (ended !== undefined) events.push({ type: 'StatementPeriodEnded', data: { until: ended } });
  events.push(...closeAnswers(state, moment));
  return [...events, ...takeEffect(state, moment), ...beginEndDuties(state, moment)];
}
