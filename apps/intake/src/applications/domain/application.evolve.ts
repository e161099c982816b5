import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf, endOfDay } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { assertNever } from '#common/kernel/errors.js';
import { own } from '#common/kernel/own.js';
import { whyOf } from '#common/kernel/system-reasons.js';
import type { ApplicationEvent, AttachedFile } from './application.events.js';
import { atPlace, placeOf } from './document-places.js';
import type { AccessChange, ApplicationState, AttachedDocument, Objection, Supplement } from './application.state.js';

export const evolve = evolution<ApplicationState, ApplicationEvent>()(
  {
    ApplicationDrafted: ({
      data: { applicationId, supplier, keptUntil, draftNo, questionSet, form, copyOf, before },
      actor,
    }) => ({
      ...form,
      id: applicationId,
      status: 'DRAFT',
      supplier,
      draftKeptUntil: keptUntil,
      deadlines: [{ key: 'DRAFT_KEPT', dueAt: endOfDay(keptUntil).toISOString(), basis: 'd', rule: '§11.1' }],
      draftNo,
      questionSet,
      ...(copyOf !== undefined && { copyOf }),
      ...before,
      documents: {},
      files: [],
      supplements: [],
      checkExtensions: 0,
      progressNotices: 0,
      readers: [],
      ...(actor.kind === 'person' && { authors: [actor.sub] }),
    }),
  },
  (state, event) => withAuthor(next(state, event), event),
);

/** What people of the supplier do on its papers. */
const OF_SUPPLIER: ReadonlySet<ApplicationEvent['type']> = new Set([
  'ApplicationRevised',
  'DocumentAttached',
  'DocumentRemoved',
  'DocumentDescribed',
  'ApplicationSubmitted',
  'ApplicationSupplemented',
  'SupplementExtended',
  'DeferralAnswered',
  'ObjectionFiled',
]);

function withAuthor(state: ApplicationState, { type, actor }: Recorded<ApplicationEvent>): ApplicationState {
  const { authors = [] } = state;
  if (!OF_SUPPLIER.has(type) || actor.kind !== 'person' || authors.includes(actor.sub)) return state;
  return { ...state, authors: [...authors, actor.sub] };
}

function next(
  state: ApplicationState,
  event: Recorded<Exclude<ApplicationEvent, { readonly type: 'ApplicationDrafted' }>>,
): ApplicationState {
  const at = event.at.toISOString();
  switch (event.type) {
    case 'ApplicationRevised': {
      const { creditRating: _dropped, ...rest } = state;
      const { questionSet = rest.questionSet, form } = event.data;
      return { ...rest, ...form, questionSet };
    }
    case 'DocumentAttached':
      return attached(state, event.data.documentType, event.data.document, at);
    case 'DocumentRemoved':
      return removed(state, event.data.documentType);
    case 'DocumentDescribed': {
      const { documentType, description } = event.data;
      return changed(state, documentType, ({ validFrom: _from, validTo: _to, confidential: _why, ...document }) => ({
        ...document,
        ...description,
      }));
    }
    case 'ApplicationSubmitted':
      return {
        ...state,
        status: 'SUBMITTED',
        submittedOn: dayOf(new Date(event.data.submittedAt)),
        deadlines: event.details.deadlines,
        progressNoticeAt: event.details.progressNoticeAt,
        questionSet: event.details.questionSet,
        ...(event.details.declarationNo !== undefined && { declarationNo: event.details.declarationNo }),
        ...(event.details.reapplication !== undefined && { reapplication: event.details.reapplication }),
      };
    case 'ApplicationCheckStarted':
      return { ...without(state, 'CHECK_START'), status: 'CHECKING', officer: event.details.officer };
    case 'OfficerChanged':
      return { ...state, officer: event.details.officer };
    case 'OfficerTieDeclared':
      return { ...state, tiedOfficers: [...(state.tiedOfficers ?? []), event.data.officer] };
    case 'DocumentChecked': {
      const { documentType, check } = event.data;
      return changed(state, documentType, (document) => ({ ...document, check }));
    }
    case 'SupplementRequested': {
      const { extensionAsked: _given, ...rest } = withDeadlines(state, event.details.check, event.details.due);
      return {
        ...rest,
        status: 'SUPPLEMENT_REQUESTED',
        supplements: [
          ...state.supplements,
          {
            n: event.data.supplement,
            items: event.details.items,
            requestedAt: at,
            due: event.details.due,
            extensions: 0,
            answers: [],
          },
        ],
      };
    }
    case 'SupplementExtended': {
      const { due } = event.details;
      return withSupplement(withDeadlines(state, due), event.data.supplement, (one) => ({
        ...one,
        due,
        extensions: one.extensions + 1,
      }));
    }
    case 'SupplementRedemanded': {
      const { due } = event.details;
      return withSupplement(withDeadlines(state, due), event.data.supplement, (one) => ({
        ...one,
        due,
        secondDemandAt: at,
      }));
    }
    case 'ApplicationSupplemented': {
      const { form = {}, check } = event.details;
      const revised = { ...withDeadlines(without(state, 'SUPPLEMENT'), check), ...form };
      const answered = withSupplement(revised, event.data.supplement, (one) => ({
        ...one,
        answeredAt: at,
        answers: event.details.answers ?? [],
      }));
      return { ...answered, status: 'CHECKING' };
    }
    case 'CheckExtended': {
      const { extensionAsked: _given, ...rest } = withDeadlines(state, event.details.check);
      return { ...rest, checkExtensions: event.data.extension };
    }
    case 'CheckExtensionAsked':
      return { ...state, extensionAsked: true, extensionAskedBy: event.actor.sub };
    case 'CheckExtensionDeclined': {
      const { extensionAsked: _given, ...rest } = state;
      return rest;
    }
    case 'ProgressNoticed':
      return {
        ...state,
        progressNotices: event.data.notice,
        progressNoticeAt: event.details.progressNoticeAt,
      };
    case 'ApplicationAccepted':
      return { ...checkEnded(state), status: 'ACCEPTED', acceptedOn: event.data.acceptedOn };
    case 'ApplicationReturned':
      return {
        ...ended(state),
        status: 'RETURNED',
        returned: { ground: event.data.ground, ...whyOf(event) },
        papersKeptUntil: event.details.papersKeptUntil,
      };
    case 'WithdrawalRequested':
      return { ...state, withdrawal: 'REQUESTED' };
    case 'WithdrawalRefused':
      return { ...state, withdrawal: 'REFUSED' };
    case 'ApplicationWithdrawn':
      return {
        ...ended(state),
        status: 'WITHDRAWN',
        withdrawal: 'GRANTED',
        papersKeptUntil: event.details.papersKeptUntil,
      };
    case 'DraftAbandoned':
      return { ...ended(state), status: 'WITHDRAWN', papersKeptUntil: state.draftKeptUntil };
    case 'ReviewStarted':
      return { ...state, status: 'UNDER_REVIEW', caseId: event.data.caseId };
    case 'ReviewWentOn':
      return { ...state, status: 'UNDER_REVIEW' };
    case 'ReviewPostponed':
      return { ...state, status: 'DEFERRED' };
    case 'ApplicationDecided': {
      const { decision, sessionNo, decidedOn } = event.data;
      const { revote, ...open } = ended(decision === 'SELECTED' ? reopened(state) : state);
      return {
        ...open,
        status: decision,
        decision: { decision, sessionNo, decidedOn },
        ...(revote?.yields && { yields: true }),
        ...event.details,
      };
    }
    case 'ResultReceived': {
      const { result, objectUntil } = event.data;
      return { ...state, ...(result !== null && { result }), ...(objectUntil !== undefined && { objectUntil }) };
    }
    case 'DeferralAnswered': {
      const { sessionNo, answeredAt } = event.data;
      const answer = { sessionNo, answeredAt, answers: event.details.answers ?? [] };
      return { ...state, deferralAnswers: [...(state.deferralAnswers ?? []), answer] };
    }
    case 'ObjectionFiled': {
      const { objectionId, sessionNo, filedOn, answerDueOn } = event.data;
      const before = state.objections ?? [];
      const { statement } = event.details;
      const objection = { n: before.length + 1, objectionId, sessionNo, filedOn, answerDueOn, statement };
      return { ...state, objections: [...before, objection] };
    }
    case 'ObjectionExtended': {
      const { objectionId, answerDueOn } = event.data;
      const extension = { on: dayOf(event.at), reason: event.reason };
      return withObjection(state, objectionId, { answerDueOn, extension });
    }
    case 'ObjectionResolved': {
      const { objectionId, resolution: outcome, sessionNo, resolvedOn: on } = event.data;
      const answered = withObjection(state, objectionId, { resolution: { outcome, sessionNo, on } });
      // Only what is under review again is told of its progress.
      const isReopened = event.details.progressNoticeAt !== undefined;
      return { ...(isReopened ? reopened(answered) : answered), ...event.details };
    }
    case 'SelectionEnded':
      return { ...withoutHearing(withoutRevote(state)), selectionEnd: event.data };
    case 'HearingAnnounced':
      return { ...state, hearing: event.data };
    case 'SelectionUpheld':
      return withoutHearing(state);
    case 'RevoteAwaited':
      return { ...state, revote: event.data };
    case 'RevoteEnded':
      return withoutRevote(state);
    case 'ReadersAdmitted': {
      const { people } = event.data;
      return { ...withAccessChange(state, event.data), readers: [...readersWithout(state, people), ...people] };
    }
    case 'ReadersRemoved':
      return { ...withAccessChange(state, event.data), readers: readersWithout(state, event.data.people) };
    case 'DocumentsErased':
      return {
        ...erased(state, event.data.documentTypes, { at, ground: event.data.ground }),
        ...(event.data.ground === 'PERIOD_ENDED' && { papersErased: true }),
      };
    default:
      return assertNever(event);
  }
}

const without = (state: ApplicationState, ...keys: readonly string[]): ApplicationState => ({
  ...state,
  deadlines: state.deadlines.filter(({ key }) => !keys.includes(key)),
});

/** Each takes the place of the one of its key. */
const withDeadlines = (state: ApplicationState, ...deadlines: readonly Deadline[]): ApplicationState => ({
  ...state,
  deadlines: [...without(state, ...deadlines.map(({ key }) => key)).deadlines, ...deadlines],
});

function checkEnded(state: ApplicationState): ApplicationState {
  const { extensionAsked: _given, ...rest } = state;
  return { ...rest, deadlines: [] };
}

function ended(state: ApplicationState): ApplicationState {
  const { progressNoticeAt: _noMore, ...rest } = checkEnded(state);
  return rest;
}

/** Before the submission a new document takes the place of the old one; after it, the old one is evidence. */
function attached(
  state: ApplicationState,
  documentType: string,
  file: AttachedFile,
  attachedAt: string,
): ApplicationState {
  const isDraft = state.status === 'DRAFT';
  const version = isDraft ? 1 : (own(state.documents, documentType)?.version ?? 0) + 1;
  const document = { ...file, version, attachedAt };
  return {
    ...withDocument(state, documentType, document),
    files: [...(isDraft ? otherFiles(state, [documentType]) : state.files), { documentType, ...document }],
  };
}

/** The files of its type behind it move up by one place. */
function removed(state: ApplicationState, place: string): ApplicationState {
  const { documentType, n } = atPlace(place);
  const after = (key: string): string => {
    const one = atPlace(key);
    return one.documentType === documentType && one.n > n ? placeOf({ documentType, n: one.n - 1 }) : key;
  };
  const documents = Object.entries(state.documents).filter(([key]) => key !== place);
  return {
    ...state,
    documents: Object.fromEntries(documents.map(([key, document]) => [after(key), document])),
    files: otherFiles(state, [place]).map((file) => ({ ...file, documentType: after(file.documentType) })),
  };
}

/** @param change to a document that is there; nothing happens to any other */
function changed(
  state: ApplicationState,
  place: string,
  change: (document: AttachedDocument) => AttachedDocument,
): ApplicationState {
  const document = own(state.documents, place);
  return document === undefined ? state : withDocument(state, place, change(document));
}

function erased(
  state: ApplicationState,
  types: readonly string[],
  erasure: NonNullable<ApplicationState['documents'][string]['erased']>,
): ApplicationState {
  const documents = Object.entries(state.documents).map(([type, document]) => [
    type,
    types.includes(type) && document.erased === undefined ? { ...document, erased: erasure } : document,
  ]);
  return {
    ...state,
    documents: Object.fromEntries(documents) as ApplicationState['documents'],
    files: otherFiles(state, types),
  };
}

const otherFiles = ({ files }: ApplicationState, types: readonly string[]): ApplicationState['files'] =>
  files.filter(({ documentType }) => !types.includes(documentType));

const readersWithout = ({ readers }: ApplicationState, people: readonly string[]): readonly string[] =>
  readers.filter((person) => !people.includes(person));

const withAccessChange = (state: ApplicationState, { people, sequence }: AccessChange): ApplicationState => ({
  ...state,
  readerChanges: (state.readerChanges ?? 0) + 1,
  lastAccess: [
    ...(state.lastAccess ?? []).filter(({ person }) => !people.includes(person)),
    ...people.map((person) => ({ person, sequence })),
  ],
});

const withDocument = (
  state: ApplicationState,
  type: string,
  document: ApplicationState['documents'][string],
): ApplicationState => ({
  ...state,
  documents: { ...state.documents, [type]: document },
});

const withObjection = (state: ApplicationState, objectionId: string, change: Partial<Objection>): ApplicationState => ({
  ...state,
  objections: (state.objections ?? []).map((one) => (one.objectionId === objectionId ? { ...one, ...change } : one)),
});

/** Under review again: its papers are no longer those of an ended application, and the refusal is gone. */
function reopened(state: ApplicationState): ApplicationState {
  const { papersKeptUntil: _kept, objectUntil: _until, decision: _refusal, ...open } = state;
  return { ...open, status: 'UNDER_REVIEW' };
}

function withoutHearing({ hearing: _, ...state }: ApplicationState): ApplicationState {
  return state;
}

function withoutRevote({ revote: _, ...state }: ApplicationState): ApplicationState {
  return state;
}

const withSupplement = (
  state: ApplicationState,
  n: number,
  change: (one: Supplement) => Supplement,
): ApplicationState => ({
  ...state,
  supplements: state.supplements.map((one) => (one.n === n ? change(one) : one)),
});

/** §11.1. What the review decides is followed from every status that is with the review. */
export const applicationMachine: StatusMachine<ApplicationState> = {
  name: 'application',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    ApplicationDrafted: { NEW: 'DRAFT' },
    DraftAbandoned: { DRAFT: 'WITHDRAWN' },
    ApplicationSubmitted: { DRAFT: 'SUBMITTED' },
    ApplicationCheckStarted: { SUBMITTED: 'CHECKING' },
    SupplementRequested: { CHECKING: 'SUPPLEMENT_REQUESTED' },
    ApplicationSupplemented: { SUPPLEMENT_REQUESTED: 'CHECKING' },
    ApplicationReturned: { CHECKING: 'RETURNED', SUPPLEMENT_REQUESTED: 'RETURNED' },
    ApplicationAccepted: { CHECKING: 'ACCEPTED' },
    ReviewStarted: { ACCEPTED: 'UNDER_REVIEW' },
    ReviewPostponed: { ACCEPTED: 'DEFERRED', UNDER_REVIEW: 'DEFERRED' },
    ReviewWentOn: { DEFERRED: 'UNDER_REVIEW' },
    ObjectionResolved: { NOT_SELECTED: 'UNDER_REVIEW' },
    ApplicationDecided: {
      // From a draft at once: a service that was selected before this system.
      DRAFT: 'SELECTED',
      ACCEPTED: ['SELECTED', 'NOT_SELECTED'],
      UNDER_REVIEW: ['SELECTED', 'NOT_SELECTED'],
      DEFERRED: ['SELECTED', 'NOT_SELECTED'],
      NOT_SELECTED: 'SELECTED',
    },
    ApplicationWithdrawn: {
      SUBMITTED: 'WITHDRAWN',
      CHECKING: 'WITHDRAWN',
      SUPPLEMENT_REQUESTED: 'WITHDRAWN',
      ACCEPTED: 'WITHDRAWN',
      UNDER_REVIEW: 'WITHDRAWN',
      DEFERRED: 'WITHDRAWN',
    },
  },
};
