import type { BillingModel } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { ensureParts } from './consortium.rules.js';
import { ensureConsulted } from './consulting.js';
import {
  chosenOf,
  draftDue,
  ensureStatus,
  hasBegun,
  isByUse,
  isEstimated,
  pricedLines,
  termsDue,
  type LineInput,
} from './contract.rules.js';
import type {
  ContractState,
  ContractStatus,
  Offer,
  Party,
  Period,
  PriceForm,
  Quantity,
  Terms,
  YearPart,
} from './contract.state.js';
import type { BillingCycle } from './performance.state.js';
import { ensureLongEnough, ensurePeriodAhead, ensureWithinNeed } from './period.rules.js';
import { ensurePlausible } from './plausible.rules.js';
import { ensureForm } from './price-form.rules.js';
import { ensureEveryYear, proposedYears, statedYears } from './year.rules.js';

export interface TermsInput {
  readonly party: Party;
  readonly lines: readonly LineInput[];
  readonly period: Period;
  readonly sla: string;
  readonly billingModel: BillingModel;
  /** Monthly unless said otherwise. */
  readonly billingCycle?: BillingCycle;
  readonly cap?: Won;
  readonly priceForm?: PriceForm;
  readonly largestOrder?: readonly Quantity[];
  /** What each fiscal year pays; by calendar days unless said otherwise. */
  readonly years?: readonly YearPart[];
  /** Multi-year contract (장기계속계약): each later year is opened by its budget. */
  readonly multiYear?: boolean;
  readonly endOfContractData: string;
  /** No broker took part in price talks or contracting (PPS special conditions Art. 20). */
  readonly noBroker: boolean;
}

/**
 * States the terms as one party understands them; when both say the same, they are agreed (계약 조건 합의). Agreed terms
 * are open again once their period has begun before both have signed.
 */
export function agreeTerms(state: ContractState, input: TermsInput, moment: Moment): readonly ContractEvent[] {
  const reopens = AGREED.includes(state.status) && hasBegun(state, moment);
  if (!reopens) ensureStatus(state, 'CONTRACT_NOT_NEGOTIATING', 'NEGOTIATING');
  ensureConsulted(state);
  ensure(input.noBroker, () =>
    invalid('ATTESTATION_MISSING', 'Each party attests that no broker took part.', [
      { pointer: '/noBroker', code: 'ATTESTATION_MISSING', detail: 'true' },
    ]),
  );
  const terms = termsOf(state, input, moment);
  const stated: ContractEvent = { type: 'TermsStated', data: { party: input.party, terms, noBroker: true } };
  if (reopens) return [{ type: 'TermsReopened', data: { step: termsDue(moment) } }, stated];
  const other = state.stated[input.party === 'INSTITUTION' ? 'SUPPLIER' : 'INSTITUTION'];
  if (other === undefined || !sameTerms(other, terms)) return [stated];
  return [stated, { type: 'TermsAgreed', data: { step: draftDue(moment) } }];
}

const AGREED: readonly ContractStatus[] = ['DRAFTED', 'SIGNING'];

function termsOf(state: ContractState, input: TermsInput, moment: Moment): Terms {
  const offer = chosenOf(state)?.offer;
  if (offer === undefined) throw wrongState('NO_VALID_OFFER', 'There is no offer these terms could follow.');
  const { period, sla, billingModel, billingCycle, cap, priceForm, largestOrder, endOfContractData } = input;
  ensurePeriodAhead(period, moment);
  ensureWithinNeed(period, state.need);
  const { lines, amount } = pricedByOffer(input.lines, offer, moment);
  ensureLongEnough(lines, offer.listing.prices, period);
  const form = { ...(priceForm !== undefined && { priceForm }), ...(largestOrder !== undefined && { largestOrder }) };
  const capped = { lines, amount, billingModel, ...(cap !== undefined && { cap }), ...form };
  ensureBilling(capped, moment);
  ensureForm(capped);
  ensureParts(offer.consortium, capped);
  ensure(Math.max(amount, cap ?? 0) <= state.need.budgetAmount, () =>
    wrongState('PRICE_ABOVE_BUDGET', 'The terms cost more than the budget of this contract: agree on less.'),
  );
  const cycle = billingCycle !== undefined && { billingCycle };
  const shared = { ...capped, period };
  const years = input.years === undefined ? proposedYears(shared) : statedYears(input.years, shared);
  if (input.multiYear === true) ensureEveryYear(years, period, 2);
  const multiYear = input.multiYear === true && { multiYear: true as const };
  return { ...shared, years, ...multiYear, sla, ...cycle, endOfContractData };
}

function pricedByOffer(inputs: readonly LineInput[], offer: Offer, moment: Moment): Pick<Terms, 'lines' | 'amount'> {
  const offered = offer.lines.map((line) => ({ ...line, code: line.priceCode }));
  const { lines, amount } = pricedLines(inputs, offered, 'PRICE_ABOVE_QUOTE', moment);
  ensure(amount <= offer.amount, () =>
    invalid(
      'PRICE_ABOVE_QUOTE',
      `The terms cost ${amount} won, the offer was ${offer.amount}: only less can be agreed.`,
    ),
  );
  return { lines, amount };
}

/** What is billed by use, or estimated, needs a cap, or the budget would have no end (§5.6). */
export function ensureBilling(
  terms: Pick<Terms, 'billingModel' | 'lines' | 'amount' | 'cap' | 'priceForm'>,
  moment: Moment,
): void {
  const { billingModel, lines, amount, cap } = terms;
  const byUse = isByUse(lines);
  ensure((billingModel === 'USAGE') === byUse, () =>
    invalid('BILLING_MODEL_MISMATCH', `These lines are billed ${byUse ? 'by use (USAGE)' : 'flat (FLAT)'}.`),
  );
  ensure(!(byUse || isEstimated(terms)) || cap !== undefined, () =>
    invalid('CAP_MISSING', 'A contract billed by use, or of an estimate, names its payment cap.'),
  );
  ensure(cap === undefined || cap >= amount, () =>
    invalid('CAP_TOO_LOW', `The cap must cover the ${amount} won expected.`),
  );
  if (cap !== undefined) ensurePlausible(cap, 'contracts.amountMax', '/cap', moment);
}

/** What two parties compare of lines, in whatever order they name them. */
export const essenceOf = (lines: Terms['lines']) =>
  [...lines]
    .sort((x, y) => (x.priceCode < y.priceCode ? -1 : 1))
    .map((line) => [line.priceCode, line.quantity, line.unitPrice, line.vatIncluded]);

export const essenceOfYears = (years: Terms['years']) =>
  years.map(({ fiscalYear, amount, cap = null }) => [fiscalYear, amount, cap]);

/** The same in all but the order of the lines. */
function sameTerms(a: Terms, b: Terms): boolean {
  const essence = ({ period, sla, billingModel, billingCycle = 'MONTHLY', cap, endOfContractData, ...terms }: Terms) =>
    JSON.stringify([
      essenceOf(terms.lines),
      period.from,
      period.to,
      sla,
      billingModel,
      billingCycle,
      cap ?? null,
      terms.priceForm ?? 'TOTAL',
      (terms.largestOrder ?? []).map(({ priceCode, quantity }) => `${priceCode} ${quantity}`).sort(),
      essenceOfYears(terms.years),
      terms.multiYear ?? false,
      endOfContractData,
    ]);
  return essence(a) === essence(b);
}
