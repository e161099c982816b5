import type { Moment } from '#common/kernel/clock.js';
import { addDays, addYears, type Day } from '#common/kernel/day.js';
import { coverFrom, lastCertified, type Certified } from './certificates.rules.js';
import type { ValidityPlan } from './listing.events.js';
import type { Reminder } from './listing.state.js';

/** What validity follows from. */
export interface ValidityBasis extends Certified {
  /** Selection, or the last renewal. */
  readonly from: Day;
}

/**
 * three years from the selection, or until the certificates of an infrastructure have ended. A gap between two
 * of them suspends the listing, and does not end it.
 */
export function validTo(basis: ValidityBasis, moment: Moment): Day {
  const term = addYears(basis.from, moment.policy['catalog.validityYears']);
  const covered = lastCertified(basis, moment);
  return covered !== undefined && covered < term ? covered : term;
}

/** Reminders of validity and of every certificate still running, and the cover that the timer must watch. */
export function validityPlan(
  basis: ValidityBasis,
  until: Day,
  reminded: readonly Reminder[],
  moment: Moment,
): ValidityPlan {
  const running = basis.certificates.filter((certificate) => certificate.validTo >= moment.today);
  const reminders = [
    ...ahead({ about: 'VALIDITY', endsOn: until }, moment),
    ...running.flatMap((one) =>
      ahead({ about: 'CERTIFICATE', endsOn: one.validTo, certificateNo: one.number }, moment),
    ),
  ];
  const due = reminders.filter(
    (planned) => !reminded.some((sent) => sent.on === planned.on && isSameSubject(sent, planned)),
  );
  return { ...coverFrom(basis, moment), reminders: due };
}

/** Of the reminders whose day has come already only the nearest is worth sending. */
function ahead(subject: Omit<Reminder, 'on'>, moment: Moment): readonly Reminder[] {
  const days = [...moment.policy['catalog.reminderDays']].sort((a, b) => b - a);
  const planned = days.map((n) => ({ ...subject, on: addDays(subject.endsOn, -n) }));
  const missed = planned.filter((reminder) => reminder.on <= moment.today);
  return [...missed.slice(-1), ...planned.filter((reminder) => reminder.on > moment.today)];
}

/** Whether two reminders are about the same end of the same thing. */
export const isSameSubject = (one: Omit<Reminder, 'on'>, other: Omit<Reminder, 'on'>): boolean =>
  one.about === other.about && one.endsOn === other.endsOn && one.certificateNo === other.certificateNo;
