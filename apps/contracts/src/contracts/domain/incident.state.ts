import type { Day } from '#common/kernel/day.js';

/** What is reported to users and to the institution (Act decree Art. 16): outage, leak of data, intrusion. */
export const INCIDENT_CLASSES = ['OUTAGE', 'LEAK', 'INTRUSION'] as const;
export type IncidentClass = (typeof INCIDENT_CLASSES)[number];

/** The codes of the wire are open; here they are those of the report. */
export const classOf = (code: string): IncidentClass => INCIDENT_CLASSES.find((one) => one === code) ?? 'INTRUSION';

/** From and to, as instants; without an end it goes on. */
export interface Interval {
  readonly from: string;
  readonly to?: string;
}

/** Whom users can ask: a desk, never a person. */
export interface Desk {
  readonly unit: string;
  /** The number of the desk (대표번호). */
  readonly number: string;
}

/** What the law wants users to be told: what happened, why, what is done about it, what they can do, whom to ask. */
export interface IncidentAccount {
  readonly what: string;
  readonly cause: string;
  readonly measures: string;
  readonly advice: string;
  readonly desk: Desk;
}

/** Incident (침해사고·유출·서비스 중단) that the supplier reported (§5.7). */
export interface Incident extends IncidentAccount {
  readonly n: number;
  readonly class: IncidentClass;
  readonly intervals: readonly Interval[];
  readonly reportedAt: string;
  /** Until the end of this day the notice stays on the screens of users (Act decree Art. 16). */
  readonly shownUntil: Day;
}
