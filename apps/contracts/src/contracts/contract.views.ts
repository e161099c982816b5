import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { Moment } from '#common/kernel/clock.js';
import { hasPassed } from '#common/kernel/deadline.js';
import { withText } from '#common/kernel/system-reasons.js';
import { Stores } from '#common/aggregates/stores.js';
import { deadlineView, type DeadlineView } from '#common/http/deadline.view.js';
import { paperView, signatureView } from '#common/http/paper.view.js';
import { breachesFor } from './breach.view.js';
import { consortiumView } from './consortium.view.js';
import type { ContractView, RequestView, TermsView } from './contract.view.js';
import { partiesAmendments, publicAmendments } from './amendment.views.js';
import { isOfSupplier, versionFor } from './contract.permissions.js';
import { endingDue, endingPart, publicEnd } from './ending.views.js';
import { incidentsFor } from './incident.view.js';
import { performanceView } from './performance.view.js';
import { isFor } from './domain/answering.js';
import { chosenOf, isSealed, UNDER_NEGOTIATION } from './domain/contract.rules.js';
import { isPerformedHere } from './domain/performance.rules.js';
import type { ContractState, Invitation, Offer, Terms } from './domain/contract.state.js';
import type { Successor } from './domain/ending.state.js';
import { yearOpeningDue } from './domain/opening-years.js';
import { isRegistered } from './domain/registering.js';
import { leadTimeOf } from './domain/timing.js';

type Shown = Partial<ContractView>;

/** Shows a contract to one reader, as of now, by the table of docs/interfaces.md, "Who sees what". */
@Injectable()
export class ContractViews {
  constructor(private readonly stores: Stores) {}

  of({ id, version, state }: Snapshot<ContractState>, reader: Reader): ContractView {
    const moment = this.stores.moment();
    const { status, need, institution, passedFrom } = state;
    const { method, route } = need;
    const common = {
      id,
      version: versionFor(state, version, reader),
      self: `/v1/contracts/${id}`,
      status,
      method,
      route,
      institution,
      ...(passedFrom !== undefined && { passedFrom: [...passedFrom] }),
      deadlines: [],
    };
    return {
      ...common,
      ...concludedFor(state),
      ...this.shownTo(reader, state, moment),
      ...incidentsFor(reader, state),
      ...breachesFor(reader, state, moment.at),
    };
  }

  /** In a list: without what grows with every month. */
  listed(contract: Snapshot<ContractState>, reader: Reader): ContractView {
    const { performance: _, incidents: _i, breaches: _b, ...view } = this.of(contract, reader);
    return view;
  }

  private shownTo(reader: Reader, state: ContractState, moment: Moment): Shown {
    const now = moment.at;
    if (reader.kind !== 'person') return {};
    if (hasRole(reader, 'AUDITOR')) return toInstitution(state, moment, () => false);
    if (hasRole(reader, 'INSTITUTION') && reader.org === state.institution.code) {
      return toInstitution(state, moment, (one) => isSealed(one, now));
    }
    const own = state.invitations.filter((one) => isFor(one.supplier, reader));
    const chosen = chosenOf(state);
    if (chosen !== undefined && isFor(chosen.supplier, reader)) return toChosen(state, own, now);
    // A member of the consortium reads the offer that binds it.
    if (chosen !== undefined && hasRole(reader, 'SUPPLIER') && isOfSupplier(reader, state))
      return toChosen(state, [chosen], now);
    return own.length === 0 ? {} : toAsked(state, own, now);
  }
}

/** For everyone, once it is concluded; the agreed lines as on the topic. */
export function concludedFor(state: ContractState): Shown {
  const { concluded, startedOn, legalBasis, ended, yearContracts, successor } = state;
  if (concluded === undefined) return {};
  return {
    concluded,
    ...(legalBasis !== undefined && { legalBasis }),
    ...(yearContracts !== undefined && {
      yearContracts: yearContracts.map(({ fiscalYear, openedOn }) => ({ fiscalYear, openedOn })),
    }),
    ...(startedOn !== undefined && { startedOn }),
    ...publicAmendments(state),
    ...(successor !== undefined && { successor: successorView(successor) }),
    ...(ended !== undefined && { ended: publicEnd(ended, state.settlement) }),
  };
}

const successorView = ({ contractId, contractNo, startsOn }: Successor): NonNullable<ContractView['successor']> => ({
  contractId,
  contractNo,
  startsOn,
});

/** The institution sees all of its contract but offers that are still sealed. */
function toInstitution(state: ContractState, moment: Moment, sealed: (one: Invitation) => boolean): Shown {
  const now = moment.at;
  const leadTime = leadTimeOf(state, moment);
  const { need, neededOn, legalBasis, preConsultation, choice, evaluations, invitations } = state;
  const { method: _m, route: _r, ...wanted } = need;
  return {
    ...partiesPart(state, now),
    ...(legalBasis !== undefined && { legalBasis }),
    neededOn,
    ...(leadTime !== undefined && { leadTime }),
    need: { ...wanted, networks: [...wanted.networks] },
    ...(preConsultation !== undefined && { preConsultation }),
    requests: invitations.map((one) => requestView(one, now, sealed(one))),
    ...(choice !== undefined && { choice: choiceView(choice) }),
    ...(evaluations.length > 0 && {
      evaluations: evaluations.map(({ n, score, reason }) => ({ requestNo: n, score, reason })),
    }),
    deadlines: [
      ...stepOf(state, now),
      ...answersDue(invitations, now),
      ...registrationDue(state, now),
      ...yearDue(state, now),
      ...endingDue(state, now),
    ],
  };
}

/** Numbered for its supplier alone: a number of all requests would tell how many were asked before. */
const ownRequests = (own: readonly Invitation[], now: Date): RequestView[] =>
  own.map((one, i) => ({ ...requestView(one, now, false), n: i + 1 }));

/** The chosen supplier, with the members behind it, sees its request and offer, and the terms it negotiates. */
const toChosen = (state: ContractState, own: readonly Invitation[], now: Date): Shown => ({
  ...partiesPart(state, now),
  requested: requestedView(state),
  requests: ownRequests(own, now),
  deadlines: [...stepOf(state, now), ...endingDue(state, now)],
});

/** Another supplier that was asked sees the request, and not how far the institution has come with a competitor. */
function toAsked(state: ContractState, own: readonly Invitation[], now: Date): Shown {
  const negotiating = UNDER_NEGOTIATION.includes(state.status);
  return {
    ...(negotiating && { status: 'NEGOTIATING' }),
    requested: requestedView(state),
    requests: ownRequests(own, now),
    deadlines: state.status === 'QUOTING' ? answersDue(own, now) : [],
  };
}

function partiesPart(state: ContractState, now: Date): Shown {
  const { stated, terms, deposit, document, routeWarningAcknowledged, validityWarningAcknowledged } = state;
  const { securityReview, signatures, registration, certificates = [], cancelled } = state;
  return {
    stated: {
      ...(stated.INSTITUTION && { INSTITUTION: termsView(stated.INSTITUTION) }),
      ...(stated.SUPPLIER && { SUPPLIER: termsView(stated.SUPPLIER) }),
    },
    ...(terms !== undefined && { terms: termsView(terms) }),
    ...(deposit !== undefined && { deposit }),
    ...(document !== undefined && { document: paperView(document) }),
    ...(securityReview !== undefined && { securityReview: [...securityReview] }),
    ...(routeWarningAcknowledged !== undefined && { routeWarningAcknowledged }),
    ...(validityWarningAcknowledged !== undefined && { validityWarningAcknowledged }),
    ...consortiumPart(state),
    signatures: signatures.map(({ by: _, cms, ...signed }) => ({ ...signed, ...signatureView(cms) })),
    ...(registration !== undefined && { registration: registrationView(registration, now) }),
    ...(certificates.length > 0 && {
      certificates: certificates.map(({ no, code, issuedOn }) => ({ no, code, issuedOn })),
    }),
    ...(isPerformedHere(state) && { performance: performanceView(state, now) }),
    ...(cancelled !== undefined && { cancelled: { at: cancelled.at, ...withText(cancelled) } }),
    ...partiesAmendments(state),
    ...endingPart(state),
  };
}

function consortiumPart(state: ContractState): Pick<Shown, 'consortium'> {
  const offer = chosenOf(state)?.offer;
  if (offer?.consortium === undefined) return {};
  return { consortium: consortiumView(offer.consortium, state.terms ?? offer) };
}

function registrationView(
  { due, remindedOn: _, enteredOn: __, ...registration }: NonNullable<ContractState['registration']>,
  now: Date,
): NonNullable<ContractView['registration']> {
  const overdue = registration.registeredOn === undefined && hasPassed(due, now);
  return { ...registration, dueAt: due.dueAt, overdue };
}

function requestView(invitation: Invitation, now: Date, sealed: boolean): RequestView {
  const { n, listing, supplier, due, offer, declined } = invitation;
  const { listingId, listingNo, version: listingVersion, serviceName } = listing;
  return {
    n,
    listingId,
    listingNo,
    listingVersion,
    serviceName,
    supplier,
    due: deadlineView(due, now),
    answer: answerOf(invitation, now, sealed),
    ...(offer !== undefined && !sealed && { offer: offerView(offer) }),
    ...(declined !== undefined && { declineReason: declined.reason }),
  };
}

function answerOf({ offer, declined, due }: Invitation, now: Date, sealed: boolean): RequestView['answer'] {
  if (declined !== undefined) return 'DECLINED';
  if (offer !== undefined) return sealed ? 'ARRIVED' : 'OFFERED';
  return hasPassed(due, now) ? 'NONE' : 'OPEN';
}

const offerView = ({ listing, consortium, ...offer }: Offer): NonNullable<RequestView['offer']> => ({
  ...offer,
  lines: [...offer.lines],
  ...(consortium !== undefined && { consortium: consortiumView(consortium, offer) }),
  listingVersion: listing.version,
});

const termsView = ({ largestOrder, ...terms }: Terms): TermsView => ({
  ...terms,
  lines: [...terms.lines],
  years: [...terms.years],
  ...(largestOrder !== undefined && { largestOrder: [...largestOrder] }),
});

const choiceView = ({
  n,
  reason,
  comparisonIds,
}: NonNullable<ContractState['choice']>): NonNullable<ContractView['choice']> => ({
  requestNo: n,
  reason,
  comparisonIds: [...comparisonIds],
});

function requestedView({ need }: ContractState): NonNullable<ContractView['requested']> {
  const { projectName, sensitivity, networks, period } = need;
  return { projectName, sensitivity, networks: [...networks], period };
}

const stepOf = ({ step }: ContractState, now: Date): DeadlineView[] =>
  step === undefined ? [] : [deadlineView(step, now)];

const answersDue = (invitations: readonly Invitation[], now: Date): DeadlineView[] =>
  invitations
    .filter((one) => one.offer === undefined && one.declined === undefined && isSealed(one, now))
    .map((one) => deadlineView(one.due, now));

const yearDue = (state: ContractState, now: Date): DeadlineView[] => {
  const due = yearOpeningDue(state);
  return due === undefined ? [] : [deadlineView(due, now)];
};

const registrationDue = ({ registration }: ContractState, now: Date): DeadlineView[] =>
  registration === undefined || isRegistered(registration) ? [] : [deadlineView(registration.due, now)];
