import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { ensurePerformed, refundOwed } from './performance.rules.js';
import type { Refund } from './performance.state.js';

/**
 * The institution records that the supplier paid back what an estimate was too high (개산계약의 정산, §5.6), all at once.
 * 409 CONTRACT_NOT_STARTED, NOTHING_TO_REFUND; 422 REFUND_AMOUNT, REFUND_DAY.
 */
export function recordRefund(
  state: ContractState,
  { amount, receivedOn, reference }: Refund,
  { today }: Moment,
): readonly ContractEvent[] {
  ensurePerformed(state);
  const owed = refundOwed(state);
  if (owed?.refund === undefined)
    throw wrongState('NOTHING_TO_REFUND', 'No accepted statement of this contract has a refund that is still owed.');
  ensure(amount === owed.refund, () => wrong('amount', 'REFUND_AMOUNT', `the supplier owes ${owed.refund} won`));
  ensure(owed.submittedOn <= receivedOn && receivedOn <= today, () =>
    wrong('receivedOn', 'REFUND_DAY', `it was owed from ${owed.submittedOn} on, and is recorded once it came`),
  );
  return [{ type: 'RefundReceived', data: { amount, receivedOn, ...(reference !== undefined && { reference }) } }];
}

const wrong = (field: string, code: 'REFUND_AMOUNT' | 'REFUND_DAY', detail: string) =>
  invalid(code, `The refund does not fit: ${detail}.`, [{ pointer: `/${field}`, code, detail }]);
