import type { Moment } from '#common/kernel/clock.js';
import { addDays, endOfDay, startOfDay, type Day } from '#common/kernel/day.js';
import { dueDayOf, dueInCalendarDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { lastDayOf } from './ending.rules.js';
import type { EndNotice } from './ending.state.js';

/**
 * The supplier tells the institution that the use ends (종료 통지, Act decree Art. 19(1)): the last day, how data come
 * back, that others are destroyed, and whom to ask. Once for each last day. 409 END_NOTICE_GIVEN.
 */
export function giveEndNotice(
  state: ContractState,
  { retrieval, desk }: Pick<EndNotice, 'retrieval' | 'desk'>,
  { today }: Pick<Moment, 'today'>,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE', 'TERMINATED');
  const lastDay = lastDayOf(state);
  ensure(!isEndNoticed(state), () =>
    wrongState(
      'END_NOTICE_GIVEN',
      `Notice that the use ends on ${lastDay} was given on ${state.endNotice?.noticedOn}.`,
    ),
  );
  const { unit, number } = desk;
  return [{ type: 'EndNoticeGiven', data: { lastDay, noticedOn: today, retrieval, desk: { unit, number } } }];
}

/** Whether the institution was told of the end as it is now. */
export const isEndNoticed = (state: ContractState): boolean => state.endNotice?.lastDay === lastDayOf(state);

/** Deadlines at the end of the use that are not met yet. */
export function openEndDuties(state: ContractState): readonly Deadline[] {
  const { status, endDuties, dataReturned, dataDestroyed } = state;
  if (endDuties === undefined || (status !== 'ACTIVE' && status !== 'TERMINATED')) return [];
  // Those of an end that has moved since are not due.
  if (endDuties.lastDay !== lastDayOf(state)) return [];
  return [
    ...(isEndNoticed(state) ? [] : [endDuties.notice]),
    ...(dataReturned === undefined ? [endDuties.dataReturn] : []),
    ...(dataDestroyed === undefined && dataReturned?.outcome !== 'CONTINUED' ? [endDuties.dataDestruction] : []),
  ];
}

/** When `beginEndDuties` has something to do. */
export function endDutiesBegin(state: ContractState): Date | undefined {
  const { status, endReminderDays, endDuties } = state;
  if (endReminderDays === undefined || (status !== 'ACTIVE' && status !== 'TERMINATED')) return undefined;
  const lastDay = lastDayOf(state);
  if (endDuties?.lastDay === lastDay) return undefined;
  return startOfDay(addDays(lastDay, -endReminderDays));
}

/** §11.4: 45 days ahead the supplier is reminded of what is due at the end; at once where the end came nearer. */
export function beginEndDuties(state: ContractState, moment: Moment): readonly ContractEvent[] {
  const at = endDutiesBegin(state);
  if (at === undefined || moment.at < at) return [];
  const lastDay = lastDayOf(state);
  const { policy, today } = moment;
  const noticeDay = addDays(lastDay, -policy['contracts.endNoticeDays']);
  const notice = endOf(noticeDay < today ? today : noticeDay, 'END_NOTICE', 'Act decree Art. 19(1)');
  const soonest = dueInCalendarDays(moment, {
    key: 'DATA_RETURN',
    days: policy['contracts.dataReturnDays'],
    rule: 'A-35',
  });
  // Before the end; where the end came at once, within some days.
  const isAhead = dueDayOf(soonest) <= lastDay;
  const dataReturn = isAhead ? endOf(lastDay, 'DATA_RETURN', 'Act decree Art. 19(4)') : soonest;
  const from = dueDayOf(dataReturn);
  const days = policy['contracts.dataDestructionDays'];
  const dataDestruction = dueInCalendarDays(moment, { key: 'DATA_DESTRUCTION', days, rule: 'A-35', from });
  return [{ type: 'EndDutiesBegan', data: { lastDay, notice, dataReturn, dataDestruction } }];
}

/** The law counts back from the last day of the use, so no holiday moves it (A-23 moves only what counts forward). */
const endOf = (day: Day, key: string, rule: string): Deadline => ({
  key,
  dueAt: endOfDay(day).toISOString(),
  basis: 'd',
  rule,
});
