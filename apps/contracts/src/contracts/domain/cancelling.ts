import type { ContractEvent } from './contract.events.js';
import { BEFORE_CONCLUSION, ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';

/** Gives up a contract before its conclusion (취소). */
export function cancelContract(state: ContractState, input: { readonly reason: string }): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_PLANNED', ...BEFORE_CONCLUSION);
  return [{ type: 'ContractCancelled', data: { idle: false }, reason: input.reason }];
}
