import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState, ContractStatus, PreConsultation } from './contract.state.js';

/** Terms can still be stated. */
const BEFORE_TERMS: readonly ContractStatus[] = ['PLANNED', 'QUOTING', 'NEGOTIATING'];

/**
 * The institution attaches the result of the pre-consultation (사전협의, §5.2); once more puts an earlier one right.
 * 409 CONTRACT_NOT_NEGOTIATING; 422 PRE_CONSULTATION_DAY.
 */
export function recordPreConsultation(
  state: ContractState,
  { kind, referenceNo, decidedOn }: PreConsultation,
  { today }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_NEGOTIATING', ...BEFORE_TERMS);
  ensure(decidedOn <= today, () =>
    invalid('PRE_CONSULTATION_DAY', `The result is of ${today} or of a day before, not of ${decidedOn}.`, [
      { pointer: '/decidedOn', code: 'PRE_CONSULTATION_DAY', detail: `until ${today}` },
    ]),
  );
  return [{ type: 'PreConsultationRecorded', data: { kind, referenceNo, decidedOn } }];
}

/** Whether the terms of a contract still wait for the pre-consultation. */
export const waitsForConsultation = ({ status, need, preConsultation }: ContractState): boolean =>
  need.informationProject === true && preConsultation === undefined && BEFORE_TERMS.includes(status);

/** @throws Refusal 409 PRE_CONSULTATION_MISSING */
export const ensureConsulted = (state: ContractState): void =>
  ensure(!waitsForConsultation(state), () =>
    wrongState(
      'PRE_CONSULTATION_MISSING',
      'This is an information project: the institution records the result of the pre-consultation before the terms.',
    ),
  );
