import { invalid } from './errors.js';

/** Korean won: an integer, never negative, at most 2^53-1. Each amount says whether VAT is included. */
export type Won = number;

/** VAT of 10 % (부가가치세): a tenth of the supply price, an eleventh of the price with VAT. */
const VAT_DIVISOR = 10;
const VAT_SHARE_DIVISOR = VAT_DIVISOR + 1;

export const isWon = (value: unknown): value is Won => Number.isSafeInteger(value) && (value as number) >= 0;

export function won(value: number, pointer = ''): Won {
  if (!isWon(value)) {
    throw invalid('MONEY_INVALID', `${value} is not an amount in won: a whole number from 0 to 2^53-1 is needed.`, [
      { pointer, code: 'MONEY_INVALID', detail: 'whole won, not negative' },
    ]);
  }
  return value;
}

/** Amounts are compared VAT-inclusive (§11.4); fractions of a won are cut off, as tax invoices do. */
export const vatInclusive = (amount: Won, vatIncluded: boolean): Won =>
  vatIncluded ? won(amount) : won(amount + Math.floor(amount / VAT_DIVISOR));

/** The VAT contained in a VAT-inclusive amount: exactly what `vatInclusive` added. */
export const vatWithin = (inclusive: Won): Won => Math.floor(inclusive / VAT_SHARE_DIVISOR);

export const sumWon = (amounts: readonly Won[]): Won => won(amounts.reduce((total, amount) => total + amount, 0));

/** `ratio` of an amount, rounded up: "at least 10 %" must never be a won short. */
export const shareRoundedUp = (amount: Won, percent: number): Won => won(Math.ceil((amount * percent) / 100));
