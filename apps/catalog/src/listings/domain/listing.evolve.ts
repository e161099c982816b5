import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf, type Day } from '#common/kernel/day.js';
import { whyOf } from '#common/kernel/system-reasons.js';
import type { AppliedChange, ContentChanged, FactsEvent, ListingEvent } from './listing.events.js';
import { changeKey, DELISTING, RENEWAL, RESUMPTION, SUSPENSION_REVIEW } from './listing.rules.js';
import type { ChangeRequest, ListingState, NotedDebarment, Reminder } from './listing.state.js';
import { isSameSubject } from './validity.rules.js';

type Event<N extends ListingEvent['type']> = Recorded<FactOf<ListingEvent, N>>;

export const evolve = evolution<ListingState, ListingEvent>()({ ListingCreated: created }, next);

/** Statuses of a listing (§11.3). */
export const listingMachine: StatusMachine<ListingState> = {
  name: 'listing',
  statusesOf: ({ facts }) => ({ '': facts.status }),
  edges: {
    ListingCreated: { NEW: 'PREPARING' },
    ListingSubmitted: { PREPARING: 'IN_CHECK' },
    ListingReturned: { IN_CHECK: 'PREPARING' },
    ListingPublished: { IN_CHECK: 'ACTIVE', PREPARING: 'ACTIVE' },
    ListingSuspended: { ACTIVE: 'SUSPENDED' },
    ListingResumed: { SUSPENDED: 'ACTIVE' },
    ListingExpired: { ACTIVE: 'EXPIRED', SUSPENDED: 'EXPIRED' },
    ListingDelisted: { ACTIVE: 'DELISTED', SUSPENDED: 'DELISTED' },
    ListingCancelled: {
      PREPARING: 'CANCELLED',
      IN_CHECK: 'CANCELLED',
      ACTIVE: 'CANCELLED',
      SUSPENDED: 'CANCELLED',
    },
  },
};

/** Changes of the content; what makes nothing dearer is applied without a request. */
export const changeMachine: StatusMachine<ListingState> = {
  name: 'change',
  statusesOf: ({ changes }) => Object.fromEntries(changes.map(({ no, status }) => [`${no}`, status])),
  edges: {
    ListingChangeRequested: { NEW: 'REQUESTED' },
    ListingChangeRejected: { REQUESTED: 'REJECTED' },
    ListingChangeWithdrawn: { REQUESTED: 'WITHDRAWN' },
    ListingPriceChanged: { NEW: 'APPLIED', REQUESTED: 'APPLIED' },
    ListingChanged: { NEW: 'APPLIED', REQUESTED: 'APPLIED' },
  },
};

function next(
  state: ListingState,
  event: Exclude<Recorded<ListingEvent>, { readonly type: 'ListingCreated' }>,
): ListingState {
  switch (event.type) {
    case 'ListingCompleted':
      return completed(state, event);
    case 'ListingCompletionReminded':
      return { ...state, reminders: state.reminders.filter((reminder) => reminder.about !== 'COMPLETION') };
    case 'ListingSubmitted':
      return { ...inState(state, 'IN_CHECK'), deadlines: [event.data.deadline], reminders: [] };
    case 'ListingCheckStarted':
    case 'OfficerChanged':
      return { ...state, officer: event.details.officer };
    case 'OfficerTieDeclared':
      return { ...state, tiedOfficers: [...(state.tiedOfficers ?? []), event.data.officer] };
    case 'ListingReturned':
      return {
        ...inState(state, event.data.status),
        returned: { on: dayOf(event.at), reason: event.reason },
        deadlines: [event.details.deadline],
        reminders: event.details.reminders,
      };
    case 'ListingPublished':
      return published(state, event);
    case 'ListingChangeRequested':
      return changeRequested(state, event);
    case 'ListingChangeRejected':
      return decided(state, event.data, closedBy('REJECTED', event));
    case 'ListingChangeWithdrawn':
      return decided(state, event.data, closedBy('WITHDRAWN', event));
    case 'ListingContactChanged':
      return withContact(state, event.details.contact);
    case 'ListingPresentationChanged':
      return { ...state, presentation: event.data.presentation };
    case 'SupplierProfileFollowed':
      return { ...state, facts: { ...state.facts, supplier: event.data.supplier } };
    case 'ListingPriceChanged':
      return decided(withFacts(state, event), event.details, closedBy('APPLIED', event));
    case 'ListingChanged':
      return changed(state, event);
    case 'ListingSuspended': {
      // By a suspension for an incident NIA has decided on what was reported.
      const after = event.data.cause === 'SECURITY_INCIDENT' ? reviewed(state) : state;
      return {
        ...withFacts(after, event),
        deadlines: othersThan(RESUMPTION, after),
        suspension: { cause: event.data.cause, since: event.data.since, ...whyOf(event) },
      };
    }
    case 'ListingResumed': {
      const { suspension: _over, ...rest } = withFacts(withoutCover(state), event);
      return { ...rest, ...event.details, deadlines: othersThan(RESUMPTION, state) };
    }
    case 'ListingResumptionDue':
      return { ...state, deadlines: [...state.deadlines, event.data.deadline] };
    case 'SupplierDebarmentNoted':
      return withDebarments(state, event.data.debarment.no, [event.data.debarment]);
    case 'SupplierDebarmentPassed':
      return withDebarments(state, event.data.no, []);
    case 'SuspensionReviewOpened': {
      const { incident, deadline } = event.data;
      const deadlines = isUnderReview(state) ? state.deadlines : [...state.deadlines, deadline];
      return { ...state, incidents: [...(state.incidents ?? []), incident], deadlines };
    }
    case 'SuspensionReviewClosed':
      return reviewed(state);
    case 'ListingRenewalRequested': {
      const { deadline, ...renewal } = event.data;
      const { renewalRefused: _before, ...rest } = state;
      return { ...rest, renewal, deadlines: [...state.deadlines, deadline] };
    }
    case 'ListingRenewed':
      return renewed(state, event);
    case 'ListingRenewalRefused': {
      const { renewal: _refused, ...rest } = state;
      return {
        ...rest,
        renewalRefused: { on: dayOf(event.at), reason: event.reason },
        deadlines: othersThan(RENEWAL, state),
      };
    }
    case 'ListingExpiring':
      return without(withFacts(state, event), { about: 'VALIDITY', endsOn: event.data.endsOn }, dayOf(event.at));
    case 'CertificateExpiring': {
      const { endsOn, certificateNo } = event.data;
      return without(withFacts(state, event), { about: 'CERTIFICATE', endsOn, certificateNo }, dayOf(event.at));
    }
    case 'ListingDelistingRequested': {
      const { deadline, ...request } = event.data;
      const delistingRequest = { ...request, reason: event.reason };
      return { ...state, delistingRequest, deadlines: [...othersThan(DELISTING, state), deadline] };
    }
    case 'ListingDelistingAnnounced': {
      const { delistingRequest: _answered, ...rest } = state;
      return { ...rest, delisting: event.data, deadlines: othersThan(DELISTING, state) };
    }
    case 'ListingDelisted':
      return ended(withFacts(state, event), event.data.delistedOn);
    case 'ListingExpired':
      return ended(withFacts(state, event), dayOf(event.at));
    case 'ListingCancelled':
      return ended(withFacts(state, event), event.data.cancelledOn);
  }
}

const NOTHING_SHOWN: ListingState['presentation'] = { imageUrls: [] };

function created(event: Event<'ListingCreated'>): ListingState {
  const { applicationVersion, content, deadline, reminders } = event.details;
  const { service, prices, certificates } = content;
  return {
    facts: { ...event.data, ...content },
    selected: { applicationVersion, service, prices, certificates },
    createdOn: dayOf(event.at),
    validityFrom: event.data.selectedOn,
    presentation: NOTHING_SHOWN,
    changes: [],
    agreements: [],
    deadlines: deadline === undefined ? [] : [deadline],
    reminders,
    reminded: [],
  };
}

/** what the supplier had begun is put back, with the images it had not finished either. */
function published(state: ListingState, event: Event<'ListingPublished'>): ListingState {
  return {
    ...withFacts(state, event),
    ...event.details,
    ...(event.details.draft !== undefined && { presentation: NOTHING_SHOWN }),
    publishedOn: event.details.publishedOn ?? dayOf(event.at),
    deadlines: [],
  };
}

function completed(state: ListingState, event: Event<'ListingCompleted'>): ListingState {
  const { service, prices, certificates, presentation } = event.data;
  const facts = { ...state.facts, service, prices: [...prices], certificates: [...certificates] };
  const { contact } = event.details;
  const filled = { ...state, facts, presentation };
  return contact === undefined ? filled : withContact(filled, contact);
}

/** The name of an event adds fields of its own to the facts; the state keeps the facts alone. */
function withFacts(state: ListingState, event: FactsEvent): ListingState {
  switch (event.type) {
    case 'ListingSuspended': {
      const { cause: _cause, since: _since, ...facts } = event.data;
      return { ...state, facts };
    }
    case 'ListingDelisted': {
      const { delistedOn: _delistedOn, ...facts } = event.data;
      return { ...state, facts };
    }
    case 'ListingCancelled': {
      const { cancelledOn: _cancelledOn, ...facts } = event.data;
      return { ...state, facts };
    }
    case 'ListingExpiring': {
      const { endsOn: _endsOn, daysLeft: _daysLeft, ...facts } = event.data;
      return { ...state, facts };
    }
    case 'CertificateExpiring': {
      const { certificateNo: _no, endsOn: _endsOn, daysLeft: _daysLeft, ...facts } = event.data;
      return { ...state, facts };
    }
    default:
      return { ...state, facts: event.data };
  }
}

const othersThan = (left: string, { deadlines }: ListingState): ListingState['deadlines'] =>
  deadlines.filter(({ key }) => key !== left);

/** The plan that follows takes the place of the whole cover. */
function withoutCover(state: ListingState): ListingState {
  const { coveredUntil: _until, coveredAgainFrom: _again, ...rest } = state;
  return rest;
}

function withDebarments(state: ListingState, no: number, debarments: readonly NotedDebarment[]): ListingState {
  const { debarments: known = [], ...rest } = state;
  const left = [...known.filter((one) => one.no !== no), ...debarments];
  return left.length === 0 ? rest : { ...rest, debarments: left };
}
const isUnderReview = ({ deadlines }: ListingState): boolean => deadlines.some(({ key }) => key === SUSPENSION_REVIEW);

/** The earliest incident sets the day; once NIA has decided, none waits. */
function reviewed({ incidents: _reviewed, ...state }: ListingState): ListingState {
  return { ...state, deadlines: othersThan(SUSPENSION_REVIEW, state) };
}

/** Nothing waits of it any longer, and its status says why it is not offered. */
function ended(state: ListingState, endedOn: Day): ListingState {
  const {
    suspension: _suspension,
    incidents: _open,
    renewal: _renewal,
    delistingRequest: _request,
    delisting: _day,
    ...rest
  } = state;
  return { ...rest, endedOn, deadlines: [], reminders: [] };
}

const inState = (state: ListingState, status: ListingState['facts']['status']): ListingState => ({
  ...state,
  facts: { ...state.facts, status },
});

function changeRequested(state: ListingState, event: Event<'ListingChangeRequested'>): ListingState {
  const { deadline, ...change } = event.data;
  const request: ChangeRequest = {
    ...change,
    status: 'REQUESTED',
    requestedOn: dayOf(event.at),
    reason: event.reason,
  };
  return { ...state, changes: [...state.changes, request], deadlines: [...state.deadlines, deadline] };
}

function changed(state: ListingState, event: Event<'ListingChanged'>): ListingState {
  if (isOfContent(event)) {
    const { change, plan } = event.details;
    const planned = plan === undefined ? state : { ...withoutCover(state), ...plan };
    return decided(withFacts(planned, event), change, closedBy('APPLIED', event));
  }
  const { details } = event;
  return { ...withFacts(state, event), ...('agreements' in details && { agreements: details.agreements }) };
}

const isOfContent = (event: Event<'ListingChanged'>): event is Recorded<ContentChanged> => 'change' in event.details;

interface Outcome {
  readonly status: Exclude<ChangeRequest['status'], 'REQUESTED'>;
  readonly decidedOn: Day;
  readonly reason: string;
}

const closedBy = (status: Outcome['status'], event: { readonly at: Date; readonly reason: string }): Outcome => ({
  status,
  decidedOn: dayOf(event.at),
  reason: event.reason,
});

/** A change that applied at once was never requested: it enters the list here. */
function decided(
  state: ListingState,
  {
    no,
    class: kind,
    changed: fields = [],
    expertOpinion,
  }: Pick<AppliedChange, 'no' | 'class'> & Partial<AppliedChange>,
  outcome: Outcome,
): ListingState {
  const { reason, ...decision } = outcome;
  const pending = state.changes.find((change) => change.no === no);
  const change: ChangeRequest =
    pending === undefined
      ? { no, class: kind, changed: fields, ...decision, requestedOn: decision.decidedOn, reason }
      : { ...pending, ...decision, decisionReason: reason, ...(expertOpinion !== undefined && { expertOpinion }) };
  return {
    ...state,
    changes: [...state.changes.filter((one) => one.no !== no), change],
    deadlines: othersThan(changeKey(no), state),
  };
}

/** Erased personal data comes back as null: there is no contact then. */
function withContact(state: ListingState, contact: ListingState['contact'] | null): ListingState {
  const { contact: _before, ...rest } = state;
  return contact == null ? rest : { ...rest, contact };
}

function renewed(state: ListingState, event: Event<'ListingRenewed'>): ListingState {
  const { renewal: _granted, ...rest } = withFacts(withoutCover(state), event);
  return { ...rest, ...event.details, deadlines: othersThan(RENEWAL, state) };
}

/** Takes the reminders about one thing that are due off the list, including those that a later one overtook. */
function without(state: ListingState, subject: Omit<Reminder, 'on'>, today: Day): ListingState {
  const isOver = (reminder: Reminder) => reminder.on <= today && isSameSubject(reminder, subject);
  return {
    ...state,
    reminders: state.reminders.filter((reminder) => !isOver(reminder)),
    reminded: [...state.reminded, ...state.reminders.filter(isOver)],
  };
}
