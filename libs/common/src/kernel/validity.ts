import type { Day } from './day.js';

/** What holds from one day to another, both included. */
export interface Validity {
  /** From the beginning, where it is not stated. */
  readonly validFrom?: Day;
  readonly validTo: Day;
}

/** valid on a day is validFrom ≤ day ≤ validTo. */
export const validOn = ({ validFrom, validTo }: Validity, day: Day): boolean =>
  (validFrom === undefined || validFrom <= day) && day <= validTo;
