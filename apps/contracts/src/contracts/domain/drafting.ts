import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { shareRoundedUp, type Won } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { ensureNotBegun, ensureStatus, signatureDue } from './contract.rules.js';
import type { ContractState, Deposit } from './contract.state.js';

/** Draws up the contract (계약서 작성) with the deposit (계약보증금) or why none is needed. */
export function draftContract(
  state: ContractState,
  input: { readonly deposit: Deposit; readonly routeWarningAcknowledged: boolean },
  moment: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_DRAFTED', 'DRAFTED');
  const { terms } = state;
  if (terms === undefined) throw wrongState('TERMS_MISSING', 'No terms have been agreed.');
  ensureNotBegun(state, moment);
  ensureDeposit(input.deposit, terms.amount, moment);
  ensure(!needsRouteWarning(state, moment) || input.routeWarningAcknowledged, () =>
    invalid(
      'ROUTE_WARNING',
      'A state body asks PPS to contract from this amount on (조달사업법 시행령 제11조제1항, A-16): acknowledge it, or plan the central route.',
      [{ pointer: '/routeWarningAcknowledged', code: 'ROUTE_WARNING', detail: 'true' }],
    ),
  );
  const step = signatureDue(moment);
  const { deposit, routeWarningAcknowledged } = input;
  return [{ type: 'ContractDrafted', data: { deposit, routeWarningAcknowledged, step } }];
}

/** nothing found forbids it, so it is a warning to acknowledge, not a bar. */
export const needsRouteWarning = ({ institution, need, terms }: ContractState, { policy }: Moment): boolean =>
  institution.type === 'STATE' &&
  need.route === 'SELF' &&
  (terms?.amount ?? 0) >= policy['contracts.routeWarningAmount'];

function ensureDeposit(deposit: Deposit, amount: Won, { policy }: Moment): void {
  if (deposit.kind === 'DEPOSIT') {
    const least = shareRoundedUp(amount, policy['contracts.depositPercent']);
    ensure(deposit.amount >= least, () =>
      invalid('DEPOSIT_TOO_LOW', `The deposit must be ${least} won or more.`, [
        { pointer: '/deposit/amount', code: 'DEPOSIT_TOO_LOW', detail: `at least ${least}` },
      ]),
    );
    return;
  }
  const most = policy['contracts.depositWaiverMaxAmount'];
  ensure(deposit.ground === 'LEGAL_EXEMPTION' || amount <= most, () =>
    invalid('DEPOSIT_NOT_WAIVABLE', `Above ${most} won the deposit is waived by law only (LEGAL_EXEMPTION).`),
  );
}
