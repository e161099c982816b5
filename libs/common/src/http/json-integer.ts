import { Type } from 'typebox';

declare global {
  interface JSON {
    /** A value that `stringify` writes as this text; Node has it since 21. */
    rawJSON(text: string): RawInteger;
    /** Since Node 21 the reviver gets the text of a number as well. */
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
  }
}

/** An integer beyond what a number holds, as `JSON.stringify` writes it. */
interface RawInteger {
  readonly rawJSON: string;
}

/** Sums are JSON integers of any length; readers whose numbers end earlier take the text next to them. */
export const JsonInteger = Type.Unsafe<number | RawInteger>(
  Type.Integer({ minimum: 0, description: 'KRW; an integer of any length, exact in the text next to it' }),
);

/** @returns what `JSON.stringify` writes as this integer, digit by digit */
export const jsonInteger = (value: bigint): number | RawInteger =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : JSON.rawJSON(String(value));

/** The integer, all its digits. */
export const integerOf = (value: number | RawInteger): bigint =>
  BigInt(typeof value === 'number' ? value : value.rawJSON);

/** A value from JSON text whose integers may be of any length: `JSON.stringify` writes them as they were. */
export const exactJson = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown, { source }: { readonly source?: string } = {}) =>
    typeof value === 'number' && source !== undefined && /^\d{16,}$/.test(source) ? jsonInteger(BigInt(source)) : value,
  ) as unknown;
