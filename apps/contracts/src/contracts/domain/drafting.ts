import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { shareRoundedUp } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { securityReviewOf, type CatalogEntry } from './catalog-entry.js';
import { ensureNotBegun, ensureStatus, mostSpent, signatureDue } from './contract.rules.js';
import type { Acknowledged, ContractState, Deposit, Terms } from './contract.state.js';
import { depositBase } from './price-form.rules.js';

export interface DraftInput extends Acknowledged {
  readonly deposit: Deposit;
  /** The listing of the chosen offer, as the catalog has it now; absent before the choice. */
  readonly entry: CatalogEntry | undefined;
}

/** Draws up the contract (계약서 작성), with its document and the deposit (계약보증금), or why none is needed. */
export function draftContract(
  state: ContractState,
  { document, ...input }: DraftInput & { readonly document: KeptPaper | undefined },
  moment: Moment,
): readonly ContractEvent[] {
  ensureMayDraft(state, input, moment);
  if (document === undefined)
    throw wrongState('CONTRACT_NOT_DRAFTED', 'The contract changed while its document was made: read it again.');
  const step = signatureDue(moment);
  const { deposit, routeWarningAcknowledged, validityWarningAcknowledged } = input;
  const securityReview = securityReviewOf(input.entry, state.need, moment);
  const attached = securityReview.length > 0 && { securityReview };
  const data = { deposit, routeWarningAcknowledged, validityWarningAcknowledged, document, ...attached, step };
  return [{ type: 'ContractDrafted', data }];
}

/** Refuses a draft that could not be made, before its document is. @returns the terms that it states */
export function ensureMayDraft(state: ContractState, input: DraftInput, moment: Moment): Terms {
  ensureStatus(state, 'CONTRACT_NOT_DRAFTED', 'DRAFTED');
  const { terms } = state;
  if (terms === undefined) throw wrongState('TERMS_MISSING', 'No terms have been agreed.');
  ensureNotBegun(state, moment);
  ensureDeposit(input.deposit, terms, moment);
  ensure(!needsRouteWarning(state, moment) || input.routeWarningAcknowledged, () =>
    invalid(
      'ROUTE_WARNING',
      'A state body asks PPS to contract from this amount on (조달사업법 시행령 제11조제1항, A-16): acknowledge it, or plan the central route.',
      [{ pointer: '/routeWarningAcknowledged', code: 'ROUTE_WARNING', detail: 'true' }],
    ),
  );
  ensureValiditySeen(terms, input);
  return terms;
}

/** nothing found forbids it, so it is a warning to acknowledge, not a bar. */
export const needsRouteWarning = ({ institution, need, terms }: ContractState, { policy }: Moment): boolean =>
  institution.type === 'STATE' &&
  need.route === 'SELF' &&
  terms !== undefined &&
  mostSpent(terms) >= policy['contracts.routeWarningAmount'];

/** A listing may be renewed: a period beyond its last day is a warning to acknowledge, not a bar. */
function ensureValiditySeen({ period }: Terms, { entry, validityWarningAcknowledged }: DraftInput): void {
  if (entry === undefined) return;
  const { validTo, listingNo } = entry.listing;
  ensure(validTo === undefined || period.to <= validTo || validityWarningAcknowledged, () =>
    invalid(
      'VALIDITY_WARNING',
      `Listing ${listingNo} is valid to ${validTo}, the contract runs to ${period.to}: acknowledge it, or agree on less.`,
      [{ pointer: '/validityWarningAcknowledged', code: 'VALIDITY_WARNING', detail: 'true' }],
    ),
  );
}

function ensureDeposit(deposit: Deposit, terms: Terms, { policy }: Moment): void {
  if (deposit.kind === 'DEPOSIT') {
    const least = shareRoundedUp(depositBase(terms), policy['contracts.depositPercent']);
    ensure(deposit.amount >= least, () =>
      invalid('DEPOSIT_TOO_LOW', `The deposit must be ${least} won or more.`, [
        { pointer: '/deposit/amount', code: 'DEPOSIT_TOO_LOW', detail: `at least ${least}` },
      ]),
    );
    return;
  }
  const most = policy['contracts.depositWaiverMaxAmount'];
  ensure(deposit.ground === 'LEGAL_EXEMPTION' || mostSpent(terms) <= most, () =>
    invalid('DEPOSIT_NOT_WAIVABLE', `Above ${most} won the deposit is waived by law only (LEGAL_EXEMPTION).`),
  );
}
