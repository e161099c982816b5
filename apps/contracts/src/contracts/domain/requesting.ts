import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { agreementInForce, ensureContractable, ensureSuits, type CatalogEntry } from './catalog-entry.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus, isSealed, legalBasisOf } from './contract.rules.js';
import type { ContractState, Invitation, PinnedListing } from './contract.state.js';
import { ensureOfLineage } from './succeeding.js';

interface Request {
  readonly entries: readonly CatalogEntry[];
  /** Of a contract that follows another one: the listing of that one, and those that replace it. */
  readonly lineage?: readonly string[];
}

/** Asks suppliers for quotes (견적 요청); one is enough, whatever the amount (§1.1, quotes). */
export function requestQuotes(state: ContractState, input: Request, moment: Moment): readonly ContractEvent[] {
  ensure(state.need.method === 'NEGOTIATED', () =>
    wrongState('METHOD_IS_CATALOG', 'This contract is made by catalog: ask for proposals.'),
  );
  const due = dueInBusinessDays(moment, {
    key: 'QUOTE',
    days: moment.policy['contracts.quoteAnswerBusinessDays'],
    rule: 'A-25',
  });
  return [{ type: 'QuotesRequested', data: request(state, input, due, moment) }];
}

/** Asks agreement holders for proposals (제안 요청); a single one is allowed for digital services (§5.1). */
export function requestProposals(state: ContractState, input: Request, moment: Moment): readonly ContractEvent[] {
  ensure(state.need.method === 'CATALOG', () =>
    wrongState('METHOD_IS_NEGOTIATED', 'This contract is negotiated: ask for quotes.'),
  );
  const due = dueInBusinessDays(moment, {
    key: 'PROPOSAL',
    days: moment.policy['contracts.proposalAnswerBusinessDays'],
    rule: 'A-17',
  });
  return [{ type: 'ProposalsRequested', data: request(state, input, due, moment) }];
}

function request(state: ContractState, { entries, lineage = [] }: Request, due: Deadline, moment: Moment) {
  ensureStatus(state, 'CONTRACT_NOT_PLANNED', 'PLANNED', 'QUOTING');
  const invitations = entries.map((entry, i) => {
    ensureContractable(entry, state.need.method, moment);
    ensureSuits(entry, state.need, moment);
    ensureOfLineage(state, entry, lineage);
    ensureTwoOrganisations(state, entry);
    ensureNotAsked(state, entry, moment);
    return invitation(state.invitations.length + i + 1, entry, due, moment);
  });
  ensure(invitations.length > 0, () => invalid('LISTING_MISSING', 'Name at least one listing to ask for.'));
  return {
    legalBasis: legalBasisOf(state.need.method, state.institution.type),
    invitations,
    step: choiceDue(due, moment),
  };
}

/** Nobody contracts with themselves: a public body may be the supplier of a service, too. */
function ensureTwoOrganisations({ institution }: ContractState, { listing }: CatalogEntry): void {
  const code = institution.code.replaceAll('-', '');
  ensure(code !== listing.supplier.businessNumber, () =>
    wrongState(
      'SAME_ORGANISATION',
      `Listing ${listing.listingNo} is of your own organisation: choose another listing.`,
    ),
  );
}

/** A listing may be asked again when its supplier declined or let the time pass. */
function ensureNotAsked(state: ContractState, { listing }: CatalogEntry, { at, today }: Moment): void {
  const asked = state.invitations.some(
    (one) =>
      one.listing.listingId === listing.listingId &&
      one.declined === undefined &&
      (one.offer === undefined ? isSealed(one, at) : today <= one.offer.validTo),
  );
  ensure(!asked, () => wrongState('LISTING_ALREADY_ASKED', `Listing ${listing.listingNo} has been asked already.`));
}

function invitation(n: number, entry: CatalogEntry, due: Deadline, moment: Moment): Invitation {
  return { n, listing: pinned(entry, moment), supplier: entry.listing.supplier, due };
}

export function pinned(entry: CatalogEntry, moment: Moment): PinnedListing {
  const { listingId, listingNo, version, service, prices } = entry.listing;
  const agreementNo = agreementInForce(entry, moment.today)?.number;
  const { name: serviceName, kind, subtype, technologies } = service;
  const facts = { listingId, listingNo, version, serviceName, kind, subtype, technologies, prices };
  return { ...facts, ...(agreementNo !== undefined && { agreementNo }) };
}

/** the choice follows the last day on which a supplier can answer. */
function choiceDue(answers: Deadline, moment: Moment): Deadline {
  const from = dayOf(new Date(Date.parse(answers.dueAt) - 1));
  const days = moment.policy['contracts.choiceBusinessDays'];
  return dueInBusinessDays(moment, { key: 'CHOICE', days, rule: 'A-17', from });
}
