import type { ContractView } from './contract.view.js';
import type { ContractState } from './domain/contract.state.js';
import type { ContractEnding } from './domain/ending.state.js';

type Ended = NonNullable<ContractEnding['ended']>;

/** The day and what was settled are public, as on the topic; inspection and reason stay with the parties. */
export const publicEnd = ({ on, settledAmount }: Ended): NonNullable<ContractView['ended']> => ({
  on,
  ...(settledAmount !== undefined && { settledAmount }),
});

/** What the parties see of the end of their contract. */
export function endingPart(state: ContractState): Partial<ContractView> {
  const { terminationReview, ended, termination, terminationStated, dataReturned, dataDestroyed } = state;
  return {
    ...(ended !== undefined && { ended }),
    ...(terminationReview !== undefined && { terminationReview }),
    ...(terminationStated !== undefined && { terminationStated }),
    ...(termination !== undefined && { termination }),
    ...(dataReturned !== undefined && { dataReturned: withoutPerson(dataReturned) }),
    ...(dataDestroyed !== undefined && { dataDestroyed: withoutPerson(dataDestroyed) }),
  };
}

/** Who confirmed it as a person is in the history alone, as with signatures. */
function withoutPerson<C extends { readonly by: string }>({ by: _, ...shown }: C): Omit<C, 'by'> {
  return shown;
}
