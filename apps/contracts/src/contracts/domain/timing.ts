import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import type { ContractState } from './contract.state.js';

export const LEAD_TIME_STANDINGS = ['WITHIN_TARGET', 'ABOVE_TARGET', 'ALARM'] as const;

/** Lead time (계약 소요기간): from the need to the conclusion, or to today. A figure to report, and no condition. */
export interface LeadTime {
  readonly businessDays: number;
  /** The last day on which a conclusion is within the target. */
  readonly targetOn: Day;
  /** The last business day on which a conclusion raises no alarm. */
  readonly alarmOn: Day;
  readonly standing: (typeof LEAD_TIME_STANDINGS)[number];
}

/** from the end of this day on the institution is told that its contract is not concluded. */
export const leadTimeAlarm = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: 'LEAD_TIME_ALARM',
    days: moment.policy['contracts.leadTimeAlarmBusinessDays'],
    rule: 'A-17',
  });

/** held against the figures in force when the need was registered. Nothing of a contract that was given up. */
export function leadTimeOf(
  { status, neededOn, concluded }: Pick<ContractState, 'status' | 'neededOn' | 'concluded'>,
  { today, calendar, policyOn }: Moment,
): LeadTime | undefined {
  // What was concluded before this system followed another plan: the figures leave it out as well.
  if (status === 'CANCELLED' || concluded?.origin === 'MIGRATED') return undefined;
  const policy = policyOn(neededOn);
  const target = policy['contracts.leadTimeTargetBusinessDays'];
  const alarm = policy['contracts.leadTimeAlarmBusinessDays'];
  const businessDays = concluded?.leadTimeBusinessDays ?? calendar.between(neededOn, today);
  const late = businessDays > alarm ? 'ALARM' : 'ABOVE_TARGET';
  return {
    businessDays,
    targetOn: calendar.add(neededOn, target),
    alarmOn: calendar.add(neededOn, alarm),
    standing: businessDays > target ? late : 'WITHIN_TARGET',
  };
}
