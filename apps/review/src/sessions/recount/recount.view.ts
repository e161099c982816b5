import { Type, type Static } from 'typebox';

const TallyView = Type.Object({
  eligible: Type.Integer(),
  yes: Type.Integer(),
  no: Type.Integer(),
  abstain: Type.Integer(),
});

/** A recount of sealed votes: totals, no names. */
export const RecountView = Type.Object(
  { item: Type.Integer(), recorded: TallyView, recounted: TallyView, agrees: Type.Boolean() },
  { $id: 'Recount' },
);
export type RecountView = Static<typeof RecountView>;
