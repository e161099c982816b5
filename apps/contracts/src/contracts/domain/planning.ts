import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, Need } from './contract.state.js';
import { ensureFiscalYear, ensurePeriodAhead } from './period.rules.js';
import { ensurePlausible } from './plausible.rules.js';
import { ensureFollows } from './succeeding.js';
import { leadTimeAlarm } from './timing.js';

/** Registers a need (수요 등록): from this day the lead time counts. */
export function planContract(
  {
    former,
    ...input
  }: {
    readonly contractId: string;
    readonly institution: InstitutionFacts;
    readonly need: Need;
    /** The contract that the need names to be followed. */
    readonly former?: ContractState | undefined;
  },
  moment: Moment,
): readonly ContractEvent[] {
  const { need } = input;
  ensurePeriodAhead(need.period, moment);
  ensureFiscalYear(need, moment);
  ensureFollows(need, input.institution.code, former);
  ensurePlausible(need.budgetAmount, 'contracts.amountMax', '/budgetAmount', moment);
  const idleCancelDays = moment.policy['contracts.idleCancelDays'];
  const due = { idleCancelDays, leadTimeAlarm: leadTimeAlarm(moment) };
  return [{ type: 'ContractPlanned', data: { ...input, neededOn: moment.today, ...due } }];
}
