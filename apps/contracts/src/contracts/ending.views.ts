import { Type } from 'typebox';
import { DayText } from '#common/events/definitions/shapes.js';
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

type Ended = NonNullable<ContractEnding['ended']>;

/** The day and what was settled are public, as on the topic; inspection and reason stay with the parties. */
export const publicEnd = ({ on, settledAmount }: Ended): NonNullable<ContractView['ended']> => ({
  on,
  ...(settledAmount !== undefined && { settledAmount }),
});

/** What the parties see of the end of their contract. */
export function endingPart(state: ContractState): Partial<ContractView> {
  const { terminationReview, ended, termination, terminationStated, endNotice, dataReturned, dataDestroyed } = state;
  return {
    ...(ended !== undefined && { ended }),
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
