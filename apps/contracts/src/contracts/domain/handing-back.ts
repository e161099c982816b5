import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { periodOf } from './ending.rules.js';
import type { ContractEnding } from './ending.state.js';
import { dataContinue, ensureContinues } from './succeeding.js';

/**
 * The institution confirms that its data came back in usable form, that none was held, or that it waives them (데이터
 * 반환, decree Art. 19(4)). A waiver is explicit: what is not returned is destroyed. Data that stay for the contract that
 * follows are neither returned nor destroyed. 409 DATA_RETURNED, SUCCESSOR_MISSING.
 */
export function confirmDataReturn(
  state: ContractState,
  { outcome, note, evidence }: Omit<NonNullable<ContractEnding['dataReturned']>, 'by' | 'at'>,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE', 'TERMINATED');
  ensure(state.dataReturned === undefined, () =>
    wrongState('DATA_RETURNED', `The return of data was confirmed at ${state.dataReturned?.at}; it is not changed.`),
  );
  if (outcome === 'CONTINUED') ensureContinues(state);
  return [{ type: 'DataReturned', data: { outcome, ...(note !== undefined && { note }), ...proven(evidence) } }];
}

/**
 * The supplier confirms that the institution's data cannot be restored (파기, decree Art. 19(5)): after the end of the
 * use, and never before they were handed back. `note` says how. 409 DATA_DESTROYED, DATA_NOT_RETURNED, DATA_STAYS,
 * PERIOD_RUNNING.
 */
export function confirmDataDestruction(
  state: ContractState,
  { note, evidence }: { readonly note: string; readonly evidence?: string },
  { today }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE', 'TERMINATED');
  ensure(state.dataDestroyed === undefined, () =>
    wrongState('DATA_DESTROYED', `The destruction was confirmed at ${state.dataDestroyed?.at}; it is not changed.`),
  );
  ensure(state.dataReturned !== undefined, () =>
    wrongState('DATA_NOT_RETURNED', 'The institution has not confirmed the return of its data: hand them back first.'),
  );
  ensure(!dataContinue(state), () =>
    wrongState(
      'DATA_STAYS',
      'The data stay in the service for the contract that follows: they are destroyed at its end.',
    ),
  );
  ensurePeriodOver(state, today);
  return [{ type: 'DataDestroyed', data: { note, ...proven(evidence) } }];
}

const proven = (evidence: string | undefined): { readonly evidence?: string } =>
  evidence === undefined ? {} : { evidence };

/** @throws Refusal 409 PERIOD_RUNNING while the service is in use */
export function ensurePeriodOver(state: ContractState, today: string): void {
  const { to } = periodOf(state);
  ensure(state.status === 'TERMINATED' || today > to, () =>
    wrongState('PERIOD_RUNNING', `The contract runs until ${to}: this follows its last day.`),
  );
}
