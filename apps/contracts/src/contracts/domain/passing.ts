import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ContractEvent } from './contract.events.js';
import { BEFORE_CONCLUSION, draftDue, legalBasisOf } from './contract.rules.js';
import type { ContractState } from './contract.state.js';

/**
 * The institution was merged: the next one has its contract, with all rights and duties (승계). What is in signing goes
 * back to be drawn up, so that the right parties sign; what both have signed holds. A cancelled one stays where it was.
 * @param institution the next one under the facts of today
 */
export function passContract(
  state: ContractState,
  { from, institution }: { readonly from: string; readonly institution: InstitutionFacts },
  moment: Moment,
): readonly ContractEvent[] {
  const { code, name } = state.institution;
  if (code !== from || code === institution.code || state.status === 'CANCELLED') return [];
  const { contractId } = state;
  const passed = { contractId, former: { code, name }, institution, passedOn: moment.today };
  if (!BEFORE_CONCLUSION.includes(state.status)) return [{ type: 'ContractPassed', data: passed }];
  // The ground of a contract without a tender is that of who concludes it (§1.1).
  const legalBasis = state.legalBasis !== undefined && {
    legalBasis: legalBasisOf(state.need.method, institution.type),
  };
  const step = state.status === 'SIGNING' && { step: draftDue(moment) };
  return [{ type: 'NeedPassed', data: { ...passed, ...legalBasis, ...step } }];
}
