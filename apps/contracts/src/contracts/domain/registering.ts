import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';

/** Registers the use on the portal (이용 내역 등록); a duty that stays possible when it is late. */
export function registerUsage(
  state: ContractState,
  input: { readonly projectName: string; readonly actualUser: string; readonly supportProgramme: boolean },
  moment: Moment,
): readonly ContractEvent[] {
  const { concluded, registration } = state;
  if (concluded === undefined || registration === undefined) {
    throw wrongState(
      'CONTRACT_NOT_CONCLUDED',
      `The contract is ${state.status}: use is registered once it is concluded.`,
    );
  }
  ensure(registration.status !== 'REGISTERED', () =>
    wrongState('USAGE_REGISTERED', `The use was registered on ${registration.registeredOn}: correct it instead.`),
  );
  const { contractId, contractNo, period, amount } = concluded;
  const { projectName, actualUser, supportProgramme } = input;
  const data = { contractId, contractNo, registeredOn: moment.today, projectName, period, amount, actualUser };
  return [{ type: 'UsageRegistered', data, details: { supportProgramme } }];
}
