import { relation, relationThatNeeds, type Relation } from '#common/auth/permissions.js';
import type { PersonFunction } from './domain/supplier.state.js';

/**
 * A person of the supplier whom its list gives this function. A manager may do all; a person who is not listed reads.
 * @param businessNumberOf whose the thing is
 */
export const ownAs = <S>(
  needed: Exclude<PersonFunction, 'MANAGER'>,
  businessNumberOf: (one: S) => string,
): Relation<S> =>
  relationThatNeeds(
    `It needs the function ${needed} or MANAGER, which a manager of your organisation gives.`,
    relation(
      `own organisation, as ${needed} or MANAGER`,
      (one, { org, functionAt }) =>
        businessNumberOf(one) === org && (functionAt === needed || functionAt === 'MANAGER'),
    ),
  );
