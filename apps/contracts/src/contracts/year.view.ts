import { Type } from 'typebox';
import { WonAmount } from '#common/events/definitions/shapes.js';

/** What one fiscal year pays of a contract, VAT included. */
export const YearView = Type.Object({
  fiscalYear: Type.Integer(),
  amount: WonAmount,
  cap: Type.Optional(WonAmount),
});
