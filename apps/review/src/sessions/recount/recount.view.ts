import { Type, type Static } from 'typebox';
import { BALLOT_SUBJECTS } from '../domain/session.state.js';

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
/** The same of the last ballot on a member. */
export const RecusalRecountView = Type.Object(
  {
    item: Type.Integer(),
    memberId: Type.String(),
    subject: Type.Enum(BALLOT_SUBJECTS),
    recorded: TallyView,
    recounted: TallyView,
    agrees: Type.Boolean(),
  },
  { $id: 'RecusalRecount' },
);
export type RecusalRecountView = Static<typeof RecusalRecountView>;
export type RecountView = Static<typeof RecountView>;
