import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Person } from '#common/kernel/actor.js';
import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { hasPassed } from '#common/kernel/deadline.js';
import { ensure, notFound, wrongState } from '#common/kernel/errors.js';
import { ensureOfferedBy, ensureOpen, type CatalogEntry } from './catalog-entry.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus, pricedLines, type LineInput } from './contract.rules.js';
import type { ContractState, Invitation, Offer } from './contract.state.js';
import { ensureMembers, formConsortium, type ConsortiumInput } from './forming-consortia.js';
import { ensureLongEnough } from './period.rules.js';
import { pinned } from './requesting.js';

export interface OfferInput {
  readonly supplier: Person;
  /** Number of the request that is answered, among those to this supplier. */
  readonly requestNo: number;
  /** Version of the listing whose prices the lines name. */
  readonly listingVersion: number;
  readonly lines: readonly LineInput[];
  readonly note?: string;
  /** Who is to perform it together with this supplier (공동계약, State Contract Act Art. 25). */
  readonly consortium?: ConsortiumInput;
  /** The listing as the catalog has it now, with the further members of the consortium. */
  readonly entry: CatalogEntry;
}

/** A supplier's quote (견적서): listed prices or less, good for thirty days. */
export function submitQuote(state: ContractState, input: OfferInput, moment: Moment): readonly ContractEvent[] {
  ensureMethod(state, 'NEGOTIATED', 'This contract is made by catalog: submit a proposal.');
  return [{ type: 'QuoteSubmitted', data: answer(state, input, moment) }];
}

/** An agreement holder's proposal (제안서). */
export function submitProposal(state: ContractState, input: OfferInput, moment: Moment): readonly ContractEvent[] {
  ensureMethod(state, 'CATALOG', 'This contract is negotiated: submit a quote.');
  return [{ type: 'ProposalSubmitted', data: answer(state, input, moment) }];
}

/** A supplier declines a request, while it could still answer it. */
export function declineRequest(
  state: ContractState,
  input: { readonly supplier: Person; readonly requestNo: number; readonly reason: string },
  moment: Moment,
): readonly ContractEvent[] {
  const { n } = openInvitation(state, input.supplier, input.requestNo, moment);
  return [{ type: 'RequestDeclined', data: { n }, reason: input.reason }];
}

function ensureMethod(state: ContractState, method: ContractState['need']['method'], detail: string): void {
  ensure(state.need.method === method, () => wrongState(`METHOD_IS_${state.need.method}`, detail));
}

function answer(state: ContractState, input: OfferInput, moment: Moment) {
  const { n, supplier } = openInvitation(state, input.supplier, input.requestNo, moment);
  const { entry, consortium } = input;
  const { policy } = moment;
  const further = consortium === undefined ? [] : ensureMembers(state, supplier, consortium, { entry, policy });
  ensureOpen(entry, moment);
  ensureOfferedBy(entry, supplier.businessNumber);
  return { n, offer: offer(state, input, { representative: supplier, further }, moment) };
}

interface Offering {
  readonly representative: SupplierFacts;
  readonly further: readonly SupplierFacts[];
}

function offer({ need }: ContractState, input: OfferInput, offering: Offering, moment: Moment): Offer {
  const { entry, listingVersion, note, consortium } = input;
  ensure(listingVersion === entry.listing.version, () =>
    wrongState(
      'LISTING_VERSION_STALE',
      `The listing is at version ${entry.listing.version}, the lines name ${listingVersion}: price them anew.`,
    ),
  );
  const { lines, amount } = pricedLines(input.lines, entry.listing.prices, 'PRICE_ABOVE_LISTED', moment);
  // No terms lie outside the need, so what is too long for it could never be agreed.
  ensureLongEnough(lines, entry.listing.prices, need.period);
  return {
    listing: pinned(entry, moment),
    lines,
    amount,
    ...(note !== undefined && { note }),
    ...(consortium !== undefined && { consortium: formConsortium(consortium, { ...offering, lines }, moment) }),
    submittedAt: moment.at.toISOString(),
    validTo: addDays(moment.today, moment.policy['contracts.quoteValidDays']),
  };
}

/** Whether a request went to this person's supplier: for all others it is not there. */
export const isFor = (supplier: Pick<SupplierFacts, 'businessNumber'>, person: Person): boolean =>
  person.roles.includes('SUPPLIER') && person.org === supplier.businessNumber;

/** The n-th request to this person's supplier. @throws Refusal 404 */
export function ownRequest(state: ContractState, supplier: Person, n: number): Invitation {
  const own = state.invitations.filter((one) => isFor(one.supplier, supplier))[n - 1];
  if (own === undefined) throw notFound('request', String(n));
  return own;
}

function openInvitation(state: ContractState, supplier: Person, n: number, moment: Moment): Invitation {
  const invitation = ownRequest(state, supplier, n);
  ensureStatus(state, 'CONTRACT_NOT_QUOTING', 'QUOTING');
  ensure(invitation.declined === undefined, () =>
    wrongState('REQUEST_DECLINED', `Request ${n} was declined: the institution may ask again.`),
  );
  ensure(invitation.offer === undefined, () => wrongState('REQUEST_ANSWERED', `Request ${n} has been answered.`));
  ensure(!hasPassed(invitation.due, moment.at), () =>
    wrongState('ANSWER_OVERDUE', `Request ${n} could be answered until ${invitation.due.dueAt}.`),
  );
  return invitation;
}
