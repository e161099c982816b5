import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { Need } from './contract.state.js';

/** Registers a need (수요 등록): from this day the lead time counts. */
export function planContract(
  input: { readonly contractId: string; readonly institution: InstitutionFacts; readonly need: Need },
  moment: Moment,
): readonly ContractEvent[] {
  const { from, to } = input.need.period;
  ensure(from <= to, () => invalid('PERIOD_INVALID', 'The period must not end before it begins.'));
  ensure(from >= moment.today, () => invalid('PERIOD_PAST', 'The period must not begin before today.'));
  const idleCancelDays = moment.policy['contracts.idleCancelDays'];
  return [{ type: 'ContractPlanned', data: { ...input, neededOn: moment.today, idleCancelDays } }];
}
