import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ContractEvent } from './contract.events.js';
import { registrationDue } from './contract.rules.js';
import { fiscalYearOf } from './period.rules.js';
import { formOf } from './registering.js';

/** What is known of a contract that was concluded before this system (§6). */
export interface MigratedContract {
  readonly facts: ContractFacts;
  readonly projectName: string;
  /** Absent when its use was never registered. */
  readonly registered?: { readonly on: Day; readonly actualUser: string };
}

/**
 * Takes over a concluded contract: no quotes, no budget, but everything the statistics and the parties need. The import
 * of earlier records will call it (§6).
 */
export function migrateContract(
  { facts, projectName, registered }: MigratedContract,
  moment: Moment,
): readonly ContractEvent[] {
  const { contractId } = facts;
  const signed: ContractEvent = {
    type: 'ContractSigned',
    data: { ...facts, origin: 'MIGRATED' },
    details: { registration: registrationDue(facts.concludedOn, moment) },
  };
  const events: ContractEvent[] = [plannedBefore(facts, projectName, moment), signed];
  if (facts.startsOn <= moment.today) {
    // One that was over when it was entered is over: nobody is reminded of its end.
    const isOver = facts.period.to < moment.today;
    const details = isOver ? {} : { endReminderDays: moment.policy['contracts.endReminderDays'] };
    events.push({ type: 'ContractStarted', data: { contractId, startedOn: facts.startsOn }, details });
  }
  if (registered === undefined) return events;
  const { on: registeredOn, actualUser } = registered;
  const usage = { projectName, actualUser, supportProgramme: false };
  return [...events, { type: 'UsageRegistered', data: formOf(facts, usage, registeredOn) }];
}

/** The need behind it was never recorded: the facts of its conclusion stand for it. */
function plannedBefore(facts: ContractFacts, projectName: string, moment: Moment): ContractEvent {
  const { contractId, institution, neededOn, amount, period, method, route, concludedOn } = facts;
  const need = {
    projectName,
    budgetAmount: amount,
    fundingSource: 'UNKNOWN',
    fiscalYear: fiscalYearOf(concludedOn),
    sensitivity: 'LOW' as const,
    networks: [],
    period,
    method,
    route,
  };
  const idleCancelDays = moment.policy['contracts.idleCancelDays'];
  return { type: 'ContractPlanned', data: { contractId, institution, need, neededOn, idleCancelDays } };
}
