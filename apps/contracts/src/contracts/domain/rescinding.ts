import type { Moment } from '#common/kernel/clock.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';

/** The institution undoes a concluded contract (해제) before its first day, with the reason on record. */
export function rescindContract(
  state: ContractState,
  { reason }: { readonly reason: string },
  { today: rescindedOn }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_CONCLUDED', 'CONCLUDED');
  return [{ type: 'ContractRescinded', data: { contractId: state.contractId, rescindedOn }, reason }];
}
