import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, notFound, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import { extendsTerms, openAmendment } from './amendment.rules.js';
import type { AmendedTerms, Amendment } from './amendment.state.js';
import { ensureContractable, type CatalogEntry } from './catalog-entry.js';
import { consortiumOf, ensureParts, isLastToSign, jointFacts } from './consortium.rules.js';
import type { ContractEvent } from './contract.events.js';
import {
  chosenOf,
  ensureNotSigned,
  ensureStatus,
  pricedLines,
  signatureDue,
  vatOf,
  type LineInput,
} from './contract.rules.js';
import { ensureLongEnough } from './period.rules.js';
import type { ContractState, Party, Signer, Terms, YearPart } from './contract.state.js';
import { ensureBilling, essenceOf, essenceOfYears } from './negotiating.js';
import { ensureCoversStated } from './performance.rules.js';
import { ensureForm } from './price-form.rules.js';
import {
  ensureEveryYear,
  ensureYearsAhead,
  moreByYear,
  ofOpenYears,
  proposedAnew,
  statedYears,
  type YearAmount,
} from './year.rules.js';

export interface AmendmentInput {
  readonly by: Party;
  readonly reason: string;
  /** All lines as they are to be from then on. */
  readonly lines: readonly LineInput[];
  /** The last day as it is to be. */
  readonly until: Day;
  readonly cap?: Won;
  /** What each fiscal year pays of the whole; proposed by calendar days unless said otherwise. */
  readonly years?: readonly YearPart[];
  /** The listing as the catalog has it now. */
  readonly entry: CatalogEntry;
}

/**
 * A party proposes to amend a running contract (변경계약 제안): lines, amount, last day, cap. Prices stay at or below
 * those of the pinned version (§11.6, 4). 409 AMENDMENT_OPEN, TERMINATION_NOTICED, LISTING_NOT_CONTRACTABLE;
 * 422 AMENDMENT_EMPTY, PERIOD_PAST, PRICE_ABOVE_LISTED and the codes of terms.
 */
export function amendContract(state: ContractState, input: AmendmentInput, moment: Moment): readonly ContractEvent[] {
  const before = ensureAmendable(state, moment);
  const open = openAmendment(state);
  ensure(open === undefined, () =>
    wrongState('AMENDMENT_OPEN', `Amendment ${open?.n} waits for signatures: sign or decline it first.`),
  );
  const { by, reason, entry } = input;
  const terms = amendedTerms(state, before, input, moment);
  ensure(!isSame(before, terms), () =>
    invalid('AMENDMENT_EMPTY', 'The amendment changes nothing: lines, last day, cap and years are those that hold.'),
  );
  const n = (state.amendments ?? []).length + 1;
  const data = { n, by, terms, due: signatureDue(moment) };
  ensureHolds(state, before, { ...data, reason, status: 'PROPOSED', signatures: [] }, entry, moment);
  return [{ type: 'AmendmentProposed', data, reason }];
}

export interface AmendmentSignature extends Signer {
  readonly n: number;
  /** The listing as the catalog has it now: its copy has been proven fresh. */
  readonly entry: CatalogEntry;
  /** The try whose money is reserved; needed for the last signature when the amendment costs more. */
  readonly reservedAttempt?: number;
}

/** Whether this signature brings the amendment into force: it is the last one that is missing. */
export const bringsIntoForce = (state: ContractState, amendment: Amendment, signer: Signer): boolean =>
  isLastToSign(state, amendment, signer);

/**
 * Refuses a signature that could not be given, before any money is set aside for it.
 * @returns the amendment, and what it costs more in each fiscal year
 */
export function ensureMaySignAmendment(
  state: ContractState,
  { n, entry, ...signer }: AmendmentSignature,
  moment: Moment,
): { readonly amendment: Amendment; readonly more: readonly YearAmount[] } {
  const before = ensureAmendable(state, moment);
  const amendment = ensureOpenAmendment(state, n);
  ensureNotSigned(amendment, signer);
  ensureHolds(state, before, amendment, entry, moment);
  return { amendment, more: ofOpenYears(moreByYear(before, amendment.terms), state) };
}

/** A party signs an amendment; the last signature brings it into force, on money reserved for exactly this try. */
export function signAmendment(
  state: ContractState,
  input: AmendmentSignature,
  moment: Moment,
): readonly ContractEvent[] {
  const { amendment, more } = ensureMaySignAmendment(state, input, moment);
  const { n, party, member, reservedAttempt } = input;
  const signer = { party, ...(member !== undefined && { member }) };
  const signed: ContractEvent = { type: 'AmendmentSigned', data: { n, ...signer } };
  if (!bringsIntoForce(state, amendment, signer)) return [signed];
  // The reservation of a lapsed try may be released at any time, as with the signatures of the contract.
  ensure(more.length === 0 || reservedAttempt === state.attempt, () =>
    wrongState('SIGNING_LAPSED', 'Signing took too long and the budget was released: sign again.'),
  );
  const { lines, amount, period } = amendment.terms;
  const vat = vatOf(lines);
  const years = state.terms?.multiYear !== undefined && {
    years: amendment.terms.years.map(({ fiscalYear, amount: ofYear }) => ({ fiscalYear, amount: ofYear })),
  };
  const named = { contractId: state.contractId, amendmentNo: n, amendedOn: moment.today };
  const facts = { ...named, lines: [...lines], amount, ...years, ...jointFacts(state, amendment.terms) };
  return [signed, { type: 'ContractAmended', data: { ...facts, vat, period }, details: { attempt: state.attempt } }];
}

/** A party declines an amendment, or takes its own back, while a signature is missing. */
export function declineAmendment(
  state: ContractState,
  { n, party, reason }: { readonly n: number; readonly party: Party; readonly reason: string },
): readonly ContractEvent[] {
  ensureOpenAmendment(state, n);
  return [{ type: 'AmendmentDeclined', data: { n, party }, reason }];
}

/** The terms that hold, of a contract that runs and has no day on which it ends early. */
function ensureAmendable(state: ContractState, { today }: Moment): Terms {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  const { termination, terms } = state;
  ensure(termination === undefined, () =>
    wrongState('TERMINATION_NOTICED', `It ends on ${termination?.effectiveOn}, as was noticed: nothing is amended.`),
  );
  if (terms === undefined) throw wrongState('TERMS_MISSING', 'The terms of this contract are not on record.');
  ensure(today <= terms.period.to, () =>
    wrongState('PERIOD_OVER', `Its last day was ${terms.period.to}: what follows is a new contract.`),
  );
  return terms;
}

function ensureOpenAmendment(state: ContractState, n: number): Amendment {
  const amendment = state.amendments?.find((one) => one.n === n);
  if (amendment === undefined) throw notFound('amendment', String(n));
  ensure(amendment.status === 'PROPOSED', () =>
    wrongState('AMENDMENT_CLOSED', `Amendment ${n} is ${amendment.status}: propose another one.`),
  );
  return amendment;
}

function amendedTerms(
  state: ContractState,
  before: Terms,
  { lines: inputs, until: to, cap, years }: AmendmentInput,
  moment: Moment,
): AmendedTerms {
  const prices = chosenOf(state)?.offer?.listing.prices ?? [];
  const { lines, amount } = pricedLines(inputs, prices, 'PRICE_ABOVE_LISTED', moment);
  const period = { from: before.period.from, to };
  ensureLongEnough(lines, prices, period);
  const { billingModel, priceForm, largestOrder } = before;
  const terms = {
    lines,
    amount,
    period,
    ...(cap !== undefined && { cap }),
    ...(priceForm !== undefined && { priceForm }),
    ...(largestOrder !== undefined && { largestOrder }),
  };
  ensureBilling({ ...terms, billingModel }, moment);
  ensureForm(terms);
  ensureParts(consortiumOf(state), terms);
  const parts = years === undefined ? proposedAnew(before, terms, moment.today) : statedYears(years, terms);
  if (before.multiYear !== undefined) ensureEveryYear(parts, period);
  return { ...terms, years: parts };
}

/** Asked when it is proposed and at each signature: days pass between them, and listings end. */
function ensureHolds(
  state: ContractState,
  before: Terms,
  amendment: Amendment,
  entry: CatalogEntry,
  moment: Moment,
): void {
  const { to } = amendment.terms.period;
  ensure(to >= moment.today, () =>
    invalid('PERIOD_PAST', `An amended contract ends today or later, not on ${to}.`, [
      { pointer: '/until', code: 'PERIOD_PAST', detail: `from ${moment.today} on` },
    ]),
  );
  ensureYearsAhead(moreByYear(before, amendment.terms), moment.today);
  ensureCoversStated(state, amendment.terms);
  if (extendsTerms(before, amendment)) ensureContractable(entry, state.need.method, moment);
}

/** The same lines in whatever order, last day, cap and years. */
function isSame(before: Terms, after: AmendedTerms): boolean {
  const essence = ({ lines, period, cap, years }: AmendedTerms) =>
    JSON.stringify([essenceOf(lines), period.to, cap ?? null, essenceOfYears(years)]);
  return essence(before) === essence(after);
}
