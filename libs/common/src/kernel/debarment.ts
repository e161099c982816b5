import { addDays, type Day } from './day.js';

/** A debarment (부정당업자 제재) by its days, both included. */
export interface DebarmentPeriod {
  readonly from: Day;
  readonly to: Day;
  /** The first day on which it no longer holds, when it was lifted before its end. */
  readonly freeFrom?: Day;
}

/** Whether it holds on a day: from ≤ day ≤ to, and not lifted by then. The days decide, never when a timer ran. */
export const isDebarredOn = ({ from, to, freeFrom }: DebarmentPeriod, day: Day): boolean =>
  from <= day && day <= to && (freeFrom === undefined || day < freeFrom);

/** The first day on which it no longer holds: the one after its last day, or an earlier one when it was lifted. */
export const freeFrom = ({ to, freeFrom: lifted }: DebarmentPeriod): Day => lifted ?? addDays(to, 1);

/** Of several that hold on a day the one that ends last. */
export function debarmentOn<D extends DebarmentPeriod>(debarments: readonly D[], day: Day): D | undefined {
  return debarments
    .filter((one) => isDebarredOn(one, day))
    .reduce<D | undefined>((last, one) => (last === undefined || one.to > last.to ? one : last), undefined);
}
