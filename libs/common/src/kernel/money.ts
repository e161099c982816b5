import { invalid } from './errors.js';
import { decimal, floored, fraction, roundedUp, times, type Ratio } from './ratio.js';

/** Korean won: an integer, never negative, at most 2^53-1. Each amount says whether VAT is included. */
export type Won = number;

/** VAT of 10 % (부가가치세): a tenth of the supply price, an eleventh of the price with VAT. */
const VAT_DIVISOR = 10;
const VAT_SHARE_DIVISOR = VAT_DIVISOR + 1;

/** A price as it is stated: for one unit, with its VAT or without. */
export interface StatedPrice {
  readonly unitPrice: Won;
  readonly vatIncluded: boolean;
}

export const isWon = (value: unknown): value is Won => Number.isSafeInteger(value) && (value as number) >= 0;

export function won(value: number, pointer = ''): Won {
  if (!isWon(value)) {
    throw invalid('MONEY_INVALID', `${value} is not an amount in won: a whole number from 0 to 2^53-1 is needed.`, [
      { pointer, code: 'MONEY_INVALID', detail: 'whole won, not negative' },
    ]);
  }
  return value;
}

/** The amount with VAT: fractions of a won are cut off, as tax invoices do. For an amount, never for a unit. */
export const vatInclusive = (amount: Won, vatIncluded: boolean): Won => won(withVat(amount, vatIncluded));

/** The same of what is read: an amount that is too large does not stop the reader; it may be off by a won there. */
export const withVat = (amount: Won, vatIncluded: boolean): number =>
  vatIncluded ? amount : amount + Math.floor(amount / VAT_DIVISOR);

/** What is stated, with VAT, in tenths of a won: a whole number, whichever way it is stated. */
export const tenthsWithVat = (stated: bigint, vatIncluded: boolean): bigint =>
  stated * BigInt(vatIncluded ? VAT_DIVISOR : VAT_SHARE_DIVISOR);

const tenths = ({ unitPrice, vatIncluded }: StatedPrice): bigint => tenthsWithVat(BigInt(unitPrice), vatIncluded);

/**
 * Compares two prices with VAT, without rounding: a price of a few won would lose its whole VAT.
 * @returns less than 0 where `a` is the lower, 0 where they are the same, more than 0 where `a` is the higher
 */
export function comparePrices(a: StatedPrice, b: StatedPrice): number {
  const [one, other] = [tenths(a), tenths(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The most whole won that may be stated, with VAT or without, and not be above `price`. */
export const highestPrice = (price: StatedPrice, vatIncluded: boolean): Won =>
  Number(tenths(price) / BigInt(vatIncluded ? VAT_DIVISOR : VAT_SHARE_DIVISOR));

/** What a line of a contract costs, VAT included; VAT is rounded down once for the line. */
export const lineAmount = ({ unitPrice, vatIncluded }: StatedPrice, quantity: number): Won =>
  vatInclusive(unitPrice * quantity, vatIncluded);

/** The VAT contained in a VAT-inclusive amount: exactly what `vatInclusive` added. */
export const vatWithin = (inclusive: Won): Won => Math.floor(inclusive / VAT_SHARE_DIVISOR);

export const sumWon = (amounts: readonly Won[]): Won => won(amounts.reduce((total, amount) => total + amount, 0));

/** The sum of amounts that are read: exact however many and however large they are. */
export const exactSum = (amounts: readonly Won[]): bigint =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n);

/** `percent` of an amount, not rounded yet. */
export const shareOf = (amount: Won, percent: number): Ratio => times(fraction(amount, 100), decimal(percent));

/** Rounded up: "at least 10 %" must never be a won short. */
export const shareRoundedUp = (amount: Won, percent: number): Won => won(roundedUp(shareOf(amount, percent)));

export const shareRoundedDown = (amount: Won, percent: number): Won => won(floored(shareOf(amount, percent)));

/** What a state body pays of an amount: what is below `unit` won is dropped (R-30, `contracts.paymentRounding`). */
export const paidInWhole = (amount: Won, unit: Won): Won => amount - (amount % Math.max(unit, 1));
