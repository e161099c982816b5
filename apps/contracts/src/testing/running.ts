import type { Decide } from '#testing/specification.js';
import { systemActor } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import {
  amendContract,
  declineAmendment,
  signAmendment,
  type AmendmentInput,
  type AmendmentSignature,
} from '../contracts/domain/amending.js';
import { completeContract } from '../contracts/domain/completing.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import type { ContractState, Party } from '../contracts/domain/contract.state.js';
import { confirmDataDestruction, confirmDataReturn } from '../contracts/domain/handing-back.js';
import type { Termination } from '../contracts/domain/ending.state.js';
import { terminateContract } from '../contracts/domain/terminating.js';
import { tick } from '../contracts/domain/ticking.js';
import { accepting, claiming, inspecting, paying, stating } from './performance-steps.js';
import { performanceOf, periodToState } from '../contracts/domain/performance.rules.js';
import { entry, line, negotiated, type ContractSpecification } from './contract-steps.js';

type Step = Decide<ContractState, ContractEvent>;

/** The negotiated contract of the story on its first day, 2025-10-20; it runs until 2026-10-19 and costs 10.8 M won. */
export const running = (from: ContractSpecification = negotiated('signed')): ContractSpecification =>
  from.by(systemActor('timers')).on('2025-10-20 00:00').given(tick).on('2025-10-20').by(personas.buyer);

export const returning: Step = (contract) => confirmDataReturn(contract, { outcome: 'RETURNED', note: 'CSV' });

export const destroying: Step = (contract, moment) => confirmDataDestruction(contract, { note: '덮어쓰기' }, moment);

export const completing =
  (changed: Partial<Parameters<typeof completeContract>[1]> = {}): Step =>
  (contract, moment) =>
    completeContract(contract, { inspectedOn: '2026-10-19', ...changed }, moment);

/** Every period of the running contract stated, accepted, inspected, claimed and paid, after its last day. */
export function settled(contract: ContractSpecification): ContractSpecification {
  let one = contract;
  for (let n = performanceOf(one.state).statements.length + 1; periodToState(one.state) !== undefined; n++)
    one = one.given(stating(), accepting(), inspecting(), claiming({ statements: [n] }), paying());
  return one;
}

/** By the institution, for the budget, on the first of March: 3.9 M won are used. */
export const terminating =
  (changed: Partial<Termination> = {}): Step =>
  (contract, moment) => {
    const input = { by: 'INSTITUTION', ground: 'BUDGET', reason: '예산 삭감', effectiveOn: '2026-03-01' } as const;
    return terminateContract(contract, { ...input, usedAmount: 3_900_000, ...changed }, moment);
  };

/** Of the running contract: 12 months at 900,000 won each until 2026-10-19, unless said otherwise. */
export const amending =
  (changed: Partial<AmendmentInput> = {}): Step =>
  (contract, moment) => {
    const input = { by: 'INSTITUTION', reason: '이용 기간 연장', until: '2026-12-31', entry: entry() } as const;
    return amendContract(contract, { ...input, lines: [line({ unitPrice: 900_000 })], ...changed }, moment);
  };

export const signingAmendment =
  (party: Party, reservedAttempt?: number, changed: Partial<AmendmentSignature> = {}): Step =>
  (contract, moment) => {
    const reserved = reservedAttempt !== undefined && { reservedAttempt };
    return signAmendment(contract, { n: 1, party, entry: entry(), ...reserved, ...changed }, moment);
  };

export const decliningAmendment =
  (party: Party, n = 1): Step =>
  (contract) =>
    declineAmendment(contract, { n, party, reason: '동의하지 않음' });
