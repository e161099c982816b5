import { Type } from 'typebox';

declare global {
  interface JSON {
    /** A value that `stringify` writes as this text; Node has it since 21. */
    rawJSON(text: string): RawInteger;
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
