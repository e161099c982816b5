import { invalid, type Refusal } from '#common/kernel/errors.js';
import type { Deposit } from '../domain/contract.state.js';
import type { DepositRequest } from './draft-contract.request.js';

/** A deposit has an amount, a waiver a ground; neither has the other's. */
export function depositOf({ kind, amount, ground, note }: DepositRequest): Deposit {
  if (kind === 'DEPOSIT') {
    if (amount === undefined) throw required('amount', 'a deposit has an amount');
    if (ground !== undefined) throw required('kind', 'a deposit has no ground: did you mean WAIVER?');
    return { kind, amount };
  }
  if (ground === undefined) throw required('ground', 'a waiver has a ground: SMALL_AMOUNT or LEGAL_EXEMPTION');
  return { kind, ground, ...(note !== undefined && { note }) };
}

const required = (field: string, detail: string): Refusal =>
  invalid('REQUEST_INVALID', `The deposit is not as it should be: ${detail}.`, [
    { pointer: `/deposit/${field}`, code: 'FIELD_INVALID', detail },
  ]);
