import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import { ensureClaim } from './claiming.js';
import { sharedWithin } from './consortium.rules.js';
import type { MemberPart } from './consortium.state.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import type { Termination } from './ending.state.js';
import {
  depositOf,
  isPerformedHere,
  outstanding,
  outstandingByMember,
  performanceOf,
  totalsOf,
  unsettledOf,
  type Unsettled,
} from './performance.rules.js';
import type { PaymentClaim } from './performance.state.js';

/** What the institution has accepted is used: no termination settles less. 422 SETTLEMENT_TOO_LOW. */
export function ensureCoversAccepted(state: ContractState, usedAmount: Won): void {
  if (!isPerformedHere(state)) return;
  const { accepted } = totalsOf(state);
  ensure(usedAmount >= accepted, () =>
    invalid('SETTLEMENT_TOO_LOW', `Statements of ${accepted} won are accepted: settle that or more.`, [
      { pointer: '/usedAmount', code: 'SETTLEMENT_TOO_LOW', detail: `at least ${accepted}` },
    ]),
  );
}

/** The supplier broke the contract, or its delay cost as much as the deposit (S18 Art. 75). */
const isFaultOfSupplier = ({ by, ground }: Termination): boolean =>
  by === 'INSTITUTION' && (ground === 'BREACH' || ground === 'DELAY_DAMAGES');

/**
 * S18 Art. 51: the deposit falls to the institution when the contract ends by the fault of the supplier. Where it was
 * waived, the supplier owes what it would have been. A contract of before this system has no deposit on record.
 */
export function forfeitDeposit(
  state: ContractState,
  termination: Termination,
  { policy }: Pick<Moment, 'policy'>,
): readonly ContractEvent[] {
  const { deposit } = state;
  if (deposit === undefined || !isPerformedHere(state) || !isFaultOfSupplier(termination)) return [];
  const form = deposit.kind === 'DEPOSIT' ? 'DEPOSIT' : 'PLEDGE';
  return [{ type: 'DepositForfeited', data: { form, amount: depositOf(state, policy) } }];
}

/**
 * The institution sets the deposit that is owed off against a claim on the used part (상계, S18 Art. 51(4)). One that
 * was paid is its own already, and is never set off. 409 CLAIM_STATUS, NOTHING_TO_SET_OFF; 422 SET_OFF_TOO_HIGH.
 */
export function setOffDeposit(
  state: ContractState,
  { claimNo, amount }: { readonly claimNo: number; readonly amount: Won },
): readonly ContractEvent[] {
  const claim = ensureClaim(state, claimNo, 'CLAIMED');
  const { forfeited } = state;
  ensure(forfeited?.form === 'PLEDGE', () =>
    wrongState('NOTHING_TO_SET_OFF', 'No deposit is owed of this contract: none was forfeited, or it was paid before.'),
  );
  const left = outstanding(claim);
  const most = Math.min(left, forfeited.amount - totalsOf(state).setOff);
  ensure(0 < amount && amount <= most, () =>
    invalid('SET_OFF_TOO_HIGH', `Of the deposit and of claim ${claimNo}, ${most} won at most can be set off.`, [
      { pointer: '/amount', code: 'SET_OFF_TOO_HIGH', detail: `from 1 to ${most}` },
    ]),
  );
  const parts = partsOfSetOff(claim, amount);
  const settles = amount === left;
  return [{ type: 'DepositSetOff', data: { claimNo, amount, ...(parts !== undefined && { parts }), settles } }];
}

/** Members of a consortium bear it by what each is still owed. */
function partsOfSetOff(claim: PaymentClaim, amount: Won): readonly MemberPart[] | undefined {
  const owed = outstandingByMember(claim);
  if (owed === undefined) return undefined;
  const amounts = sharedWithin(
    amount,
    owed.map((part) => part.amount),
    (part) => part,
  );
  return owed.map((part, i) => ({ ...part, amount: amounts[i] ?? 0 }));
}

/**
 * The institution closes the settlement of a terminated contract (해지 정산): all that was stated until its last day is
 * accepted, inspected and paid. What the supplier has not stated within `contracts.settlementDays` of the end is not
 * waited for. What it cost in all corrects the figure of the notice, so that the budget gets back the rest.
 * 409 CONTRACT_NOT_TERMINATED, TERMS_MISSING, CONTRACT_SETTLED, CONTRACT_UNSETTLED.
 */
export function settleTermination(state: ContractState, moment: Moment): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_TERMINATED', 'TERMINATED');
  ensure(isPerformedHere(state), () =>
    wrongState('TERMS_MISSING', 'This contract was paid outside this system: its notice of termination settled it.'),
  );
  const { contractId, settlement } = state;
  ensure(settlement === undefined, () =>
    wrongState('CONTRACT_SETTLED', `The contract was settled on ${settlement?.on}, with ${settlement?.amount} won.`),
  );
  const open = unsettledOf(state).find((one) => isWaitedFor(state, one, moment));
  ensure(open === undefined, () =>
    wrongState(
      'CONTRACT_UNSETTLED',
      `The period ${open?.period.from} to ${open?.period.to} is ${open?.code}: settle it first.`,
    ),
  );
  const { paid, setOff } = totalsOf(state);
  const refunded = performanceOf(state).refunded?.amount ?? 0;
  return [
    { type: 'ContractSettled', data: { contractId, settledOn: moment.today, settledAmount: paid + setOff - refunded } },
  ];
}

/** The supplier states the used part in its own time, but not without an end. */
function isWaitedFor({ ended }: ContractState, { code }: Unsettled, { today, policy }: Moment): boolean {
  return code !== 'NOT_STATED' || ended === undefined || today <= addDays(ended.on, policy['contracts.settlementDays']);
}

/** All of the used part is paid, and the institution has only to close the settlement. */
export const isToSettle = (state: ContractState): boolean =>
  state.status === 'TERMINATED' &&
  isPerformedHere(state) &&
  state.settlement === undefined &&
  unsettledOf(state).length === 0;
