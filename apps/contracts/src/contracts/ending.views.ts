import { Type } from 'typebox';
import { DayText, WonAmount } from '#common/events/definitions/shapes.js';
import { deadlineView, type DeadlineView } from '#common/http/deadline.view.js';
import type { ContractView } from './contract.view.js';
import type { ContractState } from './domain/contract.state.js';
import { openEndDuties } from './domain/giving-notice.js';
import type { ContractEnding } from './domain/ending.state.js';

/** Notice of the end, for the parties; whom to ask is a desk, never a person. */
export const endNoticeFields = {
  endNotice: Type.Optional(
    Type.Object({
      lastDay: DayText,
      noticedOn: DayText,
      retrieval: Type.String(),
      desk: Type.Object({ unit: Type.String(), number: Type.String() }),
    }),
  ),
};

/** What the end of a terminated contract leaves to be settled; the amount of the settlement is public with the end. */
export const settlementFields = {
  forfeited: Type.Optional(
    Type.Object({
      form: Type.Enum(['DEPOSIT', 'PLEDGE'], { description: 'PLEDGE: owed, because the deposit was waived' }),
      amount: WonAmount,
      on: DayText,
    }),
  ),
};

type Ended = NonNullable<ContractEnding['ended']>;

/** The day and what was settled are public, as on the topic; inspection and reason stay with the parties. */
export const publicEnd = (
  { on, settledAmount }: Ended,
  settlement: ContractEnding['settlement'],
): NonNullable<ContractView['ended']> => ({
  on,
  ...(settledAmount !== undefined && { settledAmount }),
  ...settledPart(settlement),
});

/** Once the used part is paid, its cost takes the place of the one in the notice. */
const settledPart = (settlement: ContractEnding['settlement']): Partial<NonNullable<ContractView['ended']>> =>
  settlement === undefined ? {} : { settledAmount: settlement.amount, settledOn: settlement.on };

/** What the parties see of the end of their contract. */
export function endingPart(state: ContractState): Partial<ContractView> {
  const { terminationReview, ended, termination, terminationStated, endNotice, dataReturned, dataDestroyed } = state;
  const { forfeited, settlement } = state;
  return {
    ...(ended !== undefined && { ended: { ...ended, ...settledPart(settlement) } }),
    ...(forfeited !== undefined && { forfeited }),
    ...(terminationReview !== undefined && { terminationReview }),
    ...(terminationStated !== undefined && { terminationStated }),
    ...(termination !== undefined && { termination }),
    ...(endNotice !== undefined && { endNotice }),
    ...(dataReturned !== undefined && { dataReturned: withoutPerson(dataReturned) }),
    ...(dataDestroyed !== undefined && { dataDestroyed: withoutPerson(dataDestroyed) }),
  };
}

/** Who confirmed it as a person is in the history alone, as with signatures. */
function withoutPerson<C extends { readonly by: string }>({ by: _, ...shown }: C): Omit<C, 'by'> {
  return shown;
}

/** What is still due at the end, for both parties. */
export const endingDue = (state: ContractState, now: Date): DeadlineView[] =>
  openEndDuties(state).map((deadline) => deadlineView(deadline, now));
