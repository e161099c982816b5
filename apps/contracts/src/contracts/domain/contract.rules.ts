import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import type { ContractFacts, ContractLine, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { PriceLine } from '#common/events/definitions/shapes.js';
import type { Person } from '#common/kernel/actor.js';
import type { Moment } from '#common/kernel/clock.js';
import { addMonths, type Day } from '#common/kernel/day.js';
import { dueInBusinessDays, dueInCalendarDays, hasPassed, type Deadline } from '#common/kernel/deadline.js';
import { ensure, forbidden, invalid, wrongState, type Refusal } from '#common/kernel/errors.js';
import {
  comparePrices,
  highestPrice,
  lineAmount,
  sumWon,
  vatWithin,
  won,
  type StatedPrice,
  type Won,
} from '#common/kernel/money.js';
import type { ContractState, ContractStatus, Invitation, Party, Signer, Terms } from './contract.state.js';
import { ensurePlausible } from './plausible.rules.js';

/** Until then a contract can be given up. */
export const BEFORE_CONCLUSION: readonly ContractStatus[] = ['PLANNED', 'QUOTING', 'NEGOTIATING', 'DRAFTED', 'SIGNING'];

/** One status to a supplier that was asked and not chosen: how far the institution has come is not for a competitor. */
export const UNDER_NEGOTIATION: readonly ContractStatus[] = ['NEGOTIATING', 'DRAFTED', 'SIGNING'];

/** Why such a contract may be made without a tender (§1.1); set by the system, not claimed by the institution. */
export function legalBasisOf(method: ContractFacts['method'], type: InstitutionFacts['type']): string {
  if (method === 'CATALOG') return '조달사업법 시행령 제14조제1호·제16조';
  return {
    STATE: '국가계약법 시행령 제26조제1항제5호아목',
    LOCAL: '지방계약법 시행령 제25조제1항',
    PUBLIC: '해당 기관의 계약 규정',
  }[type];
}

/**
 * the tenth of the month after conclusion. A period that ends on a holiday ends on the next business day.
 */
export function registrationDue(concludedOn: Day, moment: Moment): Deadline {
  const day = String(moment.policy['contracts.registrationDueDayOfMonth']).padStart(2, '0');
  const from = `${addMonths(concludedOn, 1).slice(0, 8)}${day}`;
  return dueInCalendarDays(moment, { key: 'USAGE_REGISTRATION', days: 0, rule: 'A-18', from });
}

/** §11.4: a party signs within this time of the draft, or of the other party's signature. */
export const signatureDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: 'SIGNATURE',
    days: moment.policy['contracts.signatureBusinessDays'],
    rule: '§11.4',
  });

/** the parties agree the terms within this time of the choice, or of a draft that could not be signed. */
export const termsDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, { key: 'TERMS', days: moment.policy['contracts.termsBusinessDays'], rule: 'A-17' });

/** the contract is drawn up within this time of the agreement, or of its passing to another institution. */
export const draftDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, { key: 'DRAFT', days: moment.policy['contracts.draftBusinessDays'], rule: 'A-17' });

/** One line by use is enough: it bills as much as is used. */
export const isByUse = (lines: Terms['lines']): boolean => lines.some(({ billingModel }) => billingModel === 'USAGE');

/** What the price is fixed for, of terms or of what was concluded. */
interface Formed {
  readonly priceForm?: string;
}

/** The amount is an estimate, and settled at the end by what was used. */
export const isEstimated = ({ priceForm }: Formed): boolean => priceForm === 'ESTIMATED';

/** The most that may be spent, VAT included: thresholds, budgets and limits look at it. */
export const mostSpent = (terms: Pick<Terms, 'lines' | 'cap' | 'amount'> & Formed): Won =>
  isByUse(terms.lines) || isEstimated(terms) ? (terms.cap ?? terms.amount) : terms.amount;

/** what is signed begins today or later. */
export const hasBegun = ({ terms }: ContractState, { today }: Pick<Moment, 'today'>): boolean =>
  terms !== undefined && terms.period.from < today;

/** @throws Refusal 422 PERIOD_PAST: the parties agree the terms again */
export function ensureNotBegun(state: ContractState, moment: Moment): void {
  ensure(!hasBegun(state, moment), () =>
    invalid(
      'PERIOD_PAST',
      `The agreed period began on ${state.terms?.period.from}: both parties state terms with a period from today on.`,
    ),
  );
}

/** @throws Refusal 409 with this code unless the contract has one of these statuses */
export function ensureStatus(state: ContractState, code: RefusalCode, ...allowed: readonly ContractStatus[]): void {
  ensure(allowed.includes(state.status), () =>
    wrongState(code, `The contract is ${state.status}; this is possible while it is ${allowed.join(' or ')}.`),
  );
}

/** What both parties sign: a contract, or an amendment of it. */
export interface Signed {
  readonly signatures: readonly Signer[];
}

export const hasSigned = ({ signatures }: Signed, { party, member }: Signer): boolean =>
  signatures.some((one) => one.party === party && one.member === member);

/** @throws Refusal 409 ALREADY_SIGNED */
export const ensureNotSigned = (signed: Signed, signer: Signer): void =>
  ensure(!hasSigned(signed, signer), () =>
    wrongState('ALREADY_SIGNED', `The ${signer.party === 'SUPPLIER' ? 'supplier' : 'institution'} has signed already.`),
  );

/** Of each line, as its amount was rounded: a share of the sum would be up to a won a line off. */
export const vatOf = (lines: readonly ContractLine[]): Won => sumWon(lines.map(({ amount }) => vatWithin(amount)));

/** The supplier that was chosen, once there is one. */
export const chosenOf = (state: ContractState): Invitation | undefined =>
  state.invitations.find((one) => one.n === state.choice?.n);

/** The business number of the chosen supplier. */
export const supplierOf = (state: ContractState): string | undefined => chosenOf(state)?.supplier.businessNumber;

/** Code of the institution whose budgets pay: a merger passes contracts on and leaves budgets where they are. */
export const holderCodeOf = ({
  passedFrom = [],
  institution,
}: Pick<ContractState, 'passedFrom' | 'institution'>): string => passedFrom[0]?.code ?? institution.code;

export const isConcluded = (state: ContractState): boolean => state.concluded !== undefined;

/** The side of the contract on which this person stands: the permission table has let in both. 403 FORBIDDEN. */
export function partyOf(state: ContractState, person: Person): Party {
  if (person.roles.includes('INSTITUTION') && person.org === state.institution.code) return 'INSTITUTION';
  const chosen = supplierOf(state);
  if (person.roles.includes('SUPPLIER') && chosen !== undefined && person.org === chosen) return 'SUPPLIER';
  throw forbidden('Only the institution and the chosen supplier are parties to this contract.');
}

/** Until its due time an offer is sealed: the institution knows that it arrived, nothing more. */
export const isSealed = (invitation: Invitation, at: Date): boolean => !hasPassed(invitation.due, at);

/** Choosing may begin once no supplier can answer. */
export function ensureAnswersClosed(state: ContractState, at: Date): void {
  const open = state.invitations.filter((one) => one.declined === undefined && isSealed(one, at));
  ensure(open.length === 0, () =>
    wrongState('OFFERS_SEALED', `Answers are open until ${open[0]?.due.dueAt}: choose after that.`),
  );
}

/** Offers that can be accepted on that day. */
export const validOffers = (state: ContractState, on: Day): readonly Invitation[] =>
  state.invitations.filter((one) => one.offer !== undefined && on <= one.offer.validTo);

export interface LineInput extends StatedPrice {
  readonly priceCode: string;
  readonly quantity: number;
}

/** Prices lines by a price list; each is compared with VAT, without rounding. `code` refuses a higher one. */
export function pricedLines(
  inputs: readonly LineInput[],
  prices: readonly Pick<PriceLine, 'code' | 'item' | 'unit' | 'unitPrice' | 'vatIncluded' | 'billingModel'>[],
  code: 'PRICE_ABOVE_LISTED' | 'PRICE_ABOVE_QUOTE',
  moment: Pick<Moment, 'policy'>,
): { readonly lines: readonly ContractLine[]; readonly amount: Won } {
  ensure(inputs.length > 0, () => invalid('LINE_MISSING', 'Name at least one price line.'));
  ensureNamedOnce(inputs);
  const lines = inputs.map(({ priceCode, quantity, unitPrice, vatIncluded }, i): ContractLine => {
    const price = prices.find((one) => one.code === priceCode);
    if (price === undefined)
      throw wrongLine(i, 'priceCode', 'PRICE_LINE_UNKNOWN', `there is no price line ${priceCode}`);
    const stated = { unitPrice: won(unitPrice, `/lines/${i}/unitPrice`), vatIncluded };
    if (comparePrices(stated, price) > 0) {
      const most = `${highestPrice(price, vatIncluded)} won ${vatIncluded ? 'with' : 'without'} VAT`;
      throw wrongLine(i, 'unitPrice', code, `at most ${most} for ${priceCode}: only discounts are possible`);
    }
    // Before VAT: what is no amount in won has none.
    ensurePlausible(unitPrice * quantity, 'contracts.lineMax', `/lines/${i}/quantity`, moment);
    const amount = lineAmount(stated, quantity);
    ensurePlausible(amount, 'contracts.lineMax', `/lines/${i}/quantity`, moment);
    const { item, unit, billingModel } = price;
    return { priceCode, item, unit, quantity, unitPrice, vatIncluded, billingModel, amount };
  });
  const amount = sumWon(lines.map((line) => line.amount));
  ensurePlausible(amount, 'contracts.amountMax', '/lines', moment);
  return { lines, amount };
}

/** @throws Refusal 422 LINE_REPEATED */
export function ensureNamedOnce(lines: readonly Pick<LineInput, 'priceCode'>[]): void {
  const codes = lines.map(({ priceCode }) => priceCode);
  ensure(new Set(codes).size === codes.length, () =>
    invalid('LINE_REPEATED', 'Each price line may be named once: add up the quantities.'),
  );
}

export const wrongLine = (i: number, field: string, code: string, detail: string, at = 'lines'): Refusal =>
  invalid(code, `Line ${i + 1}: ${detail}.`, [{ pointer: `/${at}/${i}/${field}`, code, detail }]);
