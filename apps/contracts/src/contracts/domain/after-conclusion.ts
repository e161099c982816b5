import type { Moment } from '#common/kernel/clock.js';
import { addDays, endOfDay, startOfDay } from '#common/kernel/day.js';
import { hasPassed } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState, ContractStatus } from './contract.state.js';

const BEFORE_CONCLUSION: readonly ContractStatus[] = ['PLANNED', 'QUOTING', 'NEGOTIATING', 'DRAFTED', 'SIGNING'];

export const isConcluded = (state: ContractState): boolean => state.concluded !== undefined;

/** Gives up a contract before its conclusion (취소). */
export function cancelContract(state: ContractState, input: { readonly reason: string }): readonly ContractEvent[] {
  ensureStatus(state, BEFORE_CONCLUSION, 'cancel it');
  return [{ type: 'ContractCancelled', data: { idle: false }, reason: input.reason }];
}

/** Registers the use on the portal (이용 내역 등록); a duty that stays possible when it is late. */
export function registerUsage(
  state: ContractState,
  input: { readonly projectName: string; readonly actualUser: string; readonly supportProgramme: boolean },
  moment: Moment,
): readonly ContractEvent[] {
  const { concluded, registration } = state;
  if (concluded === undefined || registration === undefined) {
    throw wrongState(
      'CONTRACT_NOT_CONCLUDED',
      `The contract is ${state.status}: use is registered once it is concluded.`,
    );
  }
  ensure(registration.status !== 'REGISTERED', () =>
    wrongState('USAGE_REGISTERED', `The use was registered on ${registration.registeredOn}: correct it instead.`),
  );
  const { contractId, contractNo, period, amount } = concluded;
  const { projectName, actualUser, supportProgramme } = input;
  const data = { contractId, contractNo, registeredOn: moment.today, projectName, period, amount, actualUser };
  return [{ type: 'UsageRegistered', data, details: { supportProgramme } }];
}

const idleUntil = (state: ContractState): Date => endOfDay(addDays(state.idleSince, state.idleCancelDays));

/** The earliest instant at which `tick` has something to do. */
export function nextTick(state: ContractState): Date | undefined {
  if (BEFORE_CONCLUSION.includes(state.status)) return idleUntil(state);
  const starts = state.status === 'CONCLUDED' && state.concluded ? startOfDay(state.concluded.startsOn) : undefined;
  const registration = state.registration?.status === 'DUE' ? new Date(state.registration.due.dueAt) : undefined;
  return [starts, registration].filter((at) => at !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}

/** What time alone brings about: the start, an overdue registration, the end of a plan nobody pursues. */
export function tick(state: ContractState, moment: Moment): readonly ContractEvent[] {
  const events: ContractEvent[] = [];
  if (BEFORE_CONCLUSION.includes(state.status) && moment.at >= idleUntil(state)) {
    const reason = `Nothing was done for ${state.idleCancelDays} days.`;
    events.push({ type: 'ContractCancelled', data: { idle: true }, reason });
  }
  const { concluded, registration } = state;
  if (state.status === 'CONCLUDED' && concluded !== undefined && concluded.startsOn <= moment.today) {
    const { contractId, startsOn } = concluded;
    events.push({ type: 'ContractStarted', data: { contractId, startedOn: startsOn } });
  }
  if (registration?.status === 'DUE' && hasPassed(registration.due, moment.at)) {
    events.push({ type: 'RegistrationFellOverdue', data: { due: registration.due } });
  }
  return events;
}
