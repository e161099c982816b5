import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { ContractEvent } from './contract.events.js';
import { concludedOf } from './ending.rules.js';
import type { ContractState } from './contract.state.js';
import type { IncidentAccount, IncidentClass, Interval } from './incident.state.js';
import { ensurePerformed, performanceOf } from './performance.rules.js';

export interface IncidentReport extends IncidentAccount {
  readonly class: IncidentClass;
  /** Of an outage each one; else from when to when it was known to go on. */
  readonly intervals: readonly Interval[];
}

const MINUTE = 60_000;

/**
 * The supplier reports an incident without delay (§5.7). It stands on no version: a report is never refused because
 * another person was faster. A suspended listing changes nothing of the duty.
 */
export function reportIncident(state: ContractState, report: IncidentReport, moment: Moment): readonly ContractEvent[] {
  ensurePerformed(state);
  const { class: incidentClass, intervals: stated, what, cause, measures, advice, desk } = report;
  const account = { what, cause, measures, advice, desk: { unit: desk.unit, number: desk.number } };
  const intervals = stated.map(inUtc);
  ensureTimes(intervals, moment);
  if (incidentClass === 'OUTAGE') ensureOutage(intervals, moment);
  const { contractId, listingId } = concludedOf(state);
  const reportedAt = moment.at.toISOString();
  const [first, last] = [intervals[0], intervals.at(-1)];
  const n = performanceOf(state).incidents.length + 1;
  const shownUntil = addDays(moment.today, moment.policy['contracts.incidentNoticeDays']);
  return [
    {
      type: 'IncidentReported',
      data: {
        contractId,
        listingId,
        incidentNo: n,
        class: incidentClass,
        startedAt: first?.from ?? reportedAt,
        ...(last?.to !== undefined && { endedAt: last.to }),
        reportedAt,
      },
      details: { ...account, intervals, shownUntil },
    },
  ];
}

const inUtc = ({ from, to }: Interval): Interval => ({
  from: new Date(from).toISOString(),
  ...(to !== undefined && { to: new Date(to).toISOString() }),
});

function ensureTimes(intervals: readonly Interval[], { at }: Moment): void {
  const now = at.getTime();
  intervals.forEach(({ from, to }, i) => {
    const end = to === undefined ? now : Date.parse(to);
    const before = intervals[i - 1];
    const begins = before?.to === undefined ? undefined : Date.parse(before.to);
    ensure(Date.parse(from) < end && end <= now, () => wrongTimes(i, 'It ends after it begins, and not after now'));
    ensure(before === undefined || (begins !== undefined && begins <= Date.parse(from)), () =>
      wrongTimes(i, 'Each begins after the one before has ended'),
    );
  });
}

const wrongTimes = (i: number, detail: string) =>
  invalid('INCIDENT_TIMES', `Interval ${i + 1}: ${detail}.`, [
    { pointer: `/intervals/${i}`, code: 'INCIDENT_TIMES', detail },
  ]);

function ensureOutage(intervals: readonly Interval[], { at, policy }: Moment): void {
  ensure(countsAsOutage(intervals, at, policy), () => {
    const detail = `${policy['contracts.outageMinutes']} minutes in a row, or two within ${policy['contracts.outagesWithinHours']} hours of ${policy['contracts.outagesTogetherMinutes']} minutes together`;
    return invalid('OUTAGE_TOO_SHORT', `An outage is reported from ${detail}.`, [
      { pointer: '/intervals', code: 'OUTAGE_TOO_SHORT', detail },
    ]);
  });
}

/** Act decree Art. 16: ten minutes in a row, or two or more within 24 hours that are fifteen minutes together. */
export function countsAsOutage(intervals: readonly Interval[], now: Date, policy: PolicyValues): boolean {
  const outages = intervals.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === undefined ? now.getTime() : Date.parse(to),
  }));
  const within = policy['contracts.outagesWithinHours'] * 60 * MINUTE;
  return outages.some(({ from: begin, to }) => {
    if (to - begin >= policy['contracts.outageMinutes'] * MINUTE) return true;
    // A window of 24 hours that holds most of them begins with one of them, or ends with one.
    return [begin, to - within].some((start) => {
      const parts = outages
        .map((one) => Math.min(one.to, start + within) - Math.max(one.from, start))
        .filter((length) => length > 0);
      const together = parts.reduce((sum, length) => sum + length, 0);
      return parts.length > 1 && together >= policy['contracts.outagesTogetherMinutes'] * MINUTE;
    });
  });
}
