import type { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import type { Moment } from '#common/kernel/clock.js';
import { addYears } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { SupplierEvent } from './supplier.events.js';
import type { SupplierState } from './supplier.state.js';

type Cancellation = Pick<SelectionCancelled, 'applicationId' | 'cancelledOn' | 'fraud'>;

/**
 * A selection was cancelled because it was won by fraud: the supplier submits nothing for some years from that day
 * . The bar is about the supplier, because another name makes another service. Hearing of one twice, or of
 * an older one, changes nothing.
 */
export function barForFraud(
  { barredUntil }: SupplierState,
  { applicationId, cancelledOn, fraud }: Cancellation,
  { policy }: Moment,
): readonly SupplierEvent[] {
  const until = addYears(cancelledOn, policy['intake.fraudBarYears']);
  if (!fraud || (barredUntil !== undefined && barredUntil >= until)) return [];
  return [{ type: 'SupplierBarred', data: { applicationId, until } }];
}

/** @throws Refusal 409 SUPPLIER_BARRED until the last day of the bar has ended */
export function ensureNotBarred({ facts, barredUntil }: SupplierState, { today }: Pick<Moment, 'today'>): void {
  ensure(barredUntil === undefined || today > barredUntil, () =>
    wrongState(
      'SUPPLIER_BARRED',
      `A selection of ${facts.name} was cancelled for fraud: it submits nothing until ${barredUntil} has ended (A-22).`,
    ),
  );
}
