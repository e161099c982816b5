import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { dayOf } from '#common/kernel/day.js';
import { assertNever } from '#common/kernel/errors.js';
import type { ApplicationEvent } from './application.events.js';
import type { Application, Supplement } from './application.state.js';

/** The state after an event (§11.1). The decisions are beside this file, named after what they decide. */
export function evolveApplication(state: Application | undefined, event: Recorded<ApplicationEvent>): Application {
  if (event.type === 'ApplicationDrafted') {
    const { applicationId, supplier, keptUntil, form } = event.data;
    return {
      ...form,
      id: applicationId,
      status: 'DRAFT',
      supplier,
      draftKeptUntil: keptUntil,
      documents: {},
      supplements: [],
      readers: [],
    };
  }
  if (state === undefined) throw new Error(`${event.type} before ApplicationDrafted`);
  return next(state, event);
}

function next(
  state: Application,
  event: Exclude<Recorded<ApplicationEvent>, { type: 'ApplicationDrafted' }>,
): Application {
  const at = event.at.toISOString();
  switch (event.type) {
    case 'ApplicationRevised': {
      const { creditRating: _dropped, ...rest } = state;
      return { ...rest, ...event.data.form };
    }
    case 'DocumentAttached':
      return withDocument(state, event.data.documentType, { ...event.data.document, attachedAt: at });
    case 'ApplicationSubmitted':
      return {
        ...state,
        status: 'SUBMITTED',
        submittedOn: dayText(event.data.submittedAt),
        checkDueOn: event.details?.checkDueOn ?? '',
      };
    case 'ApplicationCheckStarted':
      return { ...state, status: 'CHECKING', ...(event.details && { officer: event.details.officer }) };
    case 'DocumentChecked': {
      const document = state.documents[event.data.documentType];
      return document === undefined
        ? state
        : withDocument(state, event.data.documentType, { ...document, check: event.data.check });
    }
    case 'SupplementRequested':
      return {
        ...state,
        status: 'SUPPLEMENT_REQUESTED',
        checkDaysLeft: event.details?.checkDaysLeft ?? 0,
        supplements: [
          ...state.supplements,
          {
            n: event.data.supplement,
            items: event.details?.items ?? [],
            requestedAt: at,
            dueOn: event.data.dueOn,
            extensions: 0,
            answers: [],
          },
        ],
      };
    case 'SupplementExtended':
      return withSupplement(state, event.data.supplement, (one) => ({
        ...one,
        dueOn: event.data.dueOn,
        extensions: one.extensions + 1,
      }));
    case 'SupplementRedemanded':
      return withSupplement(state, event.data.supplement, (one) => ({
        ...one,
        dueOn: event.data.dueOn,
        secondDemandAt: at,
      }));
    case 'ApplicationSupplemented': {
      const answered = withSupplement(state, event.data.supplement, (one) => ({
        ...one,
        answeredAt: at,
        answers: event.details?.answers ?? [],
      }));
      return { ...answered, status: 'CHECKING', checkDueOn: event.details?.checkDueOn ?? '' };
    }
    case 'ApplicationAccepted':
      return { ...state, status: 'ACCEPTED', acceptedOn: event.data.acceptedOn };
    case 'ApplicationReturned':
      return { ...state, status: 'RETURNED', returned: { ground: event.data.ground, reason: event.reason ?? '' } };
    case 'WithdrawalRequested':
      return { ...state, withdrawal: 'REQUESTED' };
    case 'WithdrawalRefused':
      return { ...state, withdrawal: 'REFUSED' };
    case 'ApplicationWithdrawn':
      return { ...state, status: 'WITHDRAWN', withdrawal: 'GRANTED' };
    case 'DraftAbandoned':
      return { ...state, status: 'WITHDRAWN' };
    case 'ReviewStarted':
    case 'ReviewWentOn':
      return { ...state, status: 'UNDER_REVIEW' };
    case 'ReviewPostponed':
      return { ...state, status: 'DEFERRED' };
    case 'ApplicationDecided': {
      const { decision, sessionNo, decidedOn } = event.data;
      return { ...state, status: decision, decision: { decision, sessionNo, decidedOn } };
    }
    case 'ResultReceived':
      return { ...state, result: event.data.result };
    case 'ReaderAdmitted':
      return {
        ...state,
        readers: [...state.readers.filter((person) => person !== event.data.person), event.data.person],
      };
    case 'ReaderRemoved':
      return { ...state, readers: state.readers.filter((person) => person !== event.data.person) };
    default:
      return assertNever(event);
  }
}

const withDocument = (state: Application, type: string, document: Application['documents'][string]): Application => ({
  ...state,
  documents: { ...state.documents, [type]: document },
});

const withSupplement = (state: Application, n: number, change: (one: Supplement) => Supplement): Application => ({
  ...state,
  supplements: state.supplements.map((one) => (one.n === n ? change(one) : one)),
});

const dayText = (instant: string): string => dayOf(new Date(instant));
