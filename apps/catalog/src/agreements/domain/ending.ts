import type { Moment } from '#common/kernel/clock.js';
import { endOfDay } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import type { AgreementEvent } from './agreement.events.js';
import { isLive } from './agreement.rules.js';
import type { AgreementState } from './agreement.state.js';

/** The procurement service suspends an agreement in force: its listing no longer shows it. */
export function suspendAgreement(state: AgreementState, input: { readonly reason: string }): readonly AgreementEvent[] {
  ensure(state.facts.status === 'IN_FORCE', () =>
    wrongState('AGREEMENT_NOT_IN_FORCE', `The agreement is ${state.facts.status}: only one in force is suspended.`),
  );
  return [{ type: 'AgreementSuspended', data: { ...state.facts, status: 'SUSPENDED' }, reason: input.reason }];
}

/** Ends an agreement, or turns an application down: both free the listing for another application. */
export function endAgreement(state: AgreementState, input: { readonly reason: string }): readonly AgreementEvent[] {
  ensure(state.facts.status !== 'ENDED', () => wrongState('AGREEMENT_ENDED', 'The agreement has ended already.'));
  return [{ type: 'AgreementEnded', data: { ...state.facts, status: 'ENDED' }, reason: input.reason }];
}

/**
 * The supplier takes its application back, and may apply again. What is concluded the procurement service ends.
 * @throws Refusal 409 AGREEMENT_NOT_PENDING
 */
export function withdrawAgreement(
  state: AgreementState,
  input: { readonly reason: string },
): readonly AgreementEvent[] {
  const { status } = state.facts;
  ensure(status === 'APPLIED' || status === 'PPS_REVIEW', () =>
    wrongState(
      'AGREEMENT_NOT_PENDING',
      `The agreement is ${status}: its supplier withdraws an application that is not decided.`,
    ),
  );
  return endAgreement(state, input);
}

/** Its listing has ended, so nothing is ordered by it any longer (§11.3): it ends too. */
export const followListingEnd = (state: AgreementState): readonly AgreementEvent[] =>
  isLive(state) ? endAgreement(state, { reason: 'LISTING_ENDED' satisfies SystemReason }) : [];

/** A period ends at 24:00 KST of its last day. */
export function tickAgreement(state: AgreementState, moment: Moment): readonly AgreementEvent[] {
  const { validTo } = state.facts;
  const isOver = isLive(state) && validTo !== undefined && moment.today > validTo;
  return isOver ? endAgreement(state, { reason: 'AGREEMENT_PERIOD_ENDED' satisfies SystemReason }) : [];
}

/** End of the period: the instant its timer waits for. */
export const agreementDueAt = (state: AgreementState): Date | undefined =>
  isLive(state) && state.facts.validTo !== undefined ? endOfDay(state.facts.validTo) : undefined;
