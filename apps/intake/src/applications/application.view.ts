import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Certificate, PriceLine, ServiceProfile, SupplierFacts } from '#common/events/definitions/shapes.js';
import { DeadlineView, deadlineView } from '#common/http/deadline.view.js';
import { applicantPseudonym } from '#common/kernel/applicant-pseudonym.js';
import { groundText } from '#common/kernel/cancellation-grounds.js';
import { BilingualView, CodeTextView, whyFields } from '#common/http/why.view.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import type { Officer } from '#common/kernel/responsible-officer.js';
import { withText } from '#common/kernel/system-reasons.js';
import { QuestionSetRefView } from '../question-sets/question-set.view.js';
import { EXPIRY_TEXTS, RETURN_TEXTS, SELECTION_END_TEXTS } from './application.code-texts.js';
import { deferralDeadlines } from './domain/answering-deferral.js';
import { hearingDeadlines } from './domain/attending-hearing.js';
import {
  APPLICATION_STATUSES,
  EXPIRY_CODES,
  ITEM_KINDS,
  SELECTION_ENDS,
  type AnnouncedHearing,
  type ApplicationState,
  type KeptFile,
  type SelectionEnd,
} from './domain/application.state.js';
import { atPlace, descriptionOf } from './domain/document-places.js';
import { objectionDeadlines } from './domain/objecting.js';
import { StandingView, standingView } from './standing.view.js';

const ContactView = Type.Object({
  name: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  mobile: Type.Optional(Type.String()),
});

/** Whom to ask (S22 Art. 31); empty texts once erased. */
export const OfficerView = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  phone: Type.String(),
  email: Type.String(),
});

const SupplementView = Type.Object({
  n: Type.Integer(),
  items: Type.Optional(
    Type.Array(
      Type.Object({
        item: Type.Integer({ minimum: 1 }),
        kind: Type.Enum(ITEM_KINDS),
        subject: Type.Optional(Type.String()),
        reason: Type.Optional(Type.String()),
        code: Type.Optional(Type.Enum(EXPIRY_CODES, { description: 'Nobody typed it: it expired during the check' })),
        text: Type.Optional(BilingualView),
      }),
    ),
  ),
  requestedAt: Type.String({ format: 'date-time' }),
  dueOn: Type.String({ format: 'date' }),
  extensions: Type.Integer(),
  secondDemandAt: Type.Optional(Type.String({ format: 'date-time' })),
  answeredAt: Type.Optional(Type.String({ format: 'date-time' })),
  answers: Type.Optional(Type.Array(Type.Object({ item: Type.Integer({ minimum: 1 }), explanation: Type.String() }))),
  officer: Type.Optional(OfficerView),
});

const FileFacts = {
  sha256: Type.String(),
  contentType: Type.String(),
  bytes: Type.Integer(),
  attachedAt: Type.String({ format: 'date-time' }),
};

/** An objection to a refusal (이의신청). */
export const ObjectionView = Type.Object({
  n: Type.Integer(),
  objectionId: Type.String(),
  sessionNo: Type.Integer({ description: 'The session whose refusal it is about' }),
  filedOn: Type.String({ format: 'date' }),
  answerDueOn: Type.String({ format: 'date' }),
  statement: Type.Optional(Type.String()),
  extension: Type.Optional(Type.Object({ on: Type.String({ format: 'date' }), reason: Type.String() })),
  resolution: Type.Optional(
    Type.Object({
      outcome: Type.Enum(['UPHELD', 'DISMISSED']),
      sessionNo: Type.Integer(),
      on: Type.String({ format: 'date' }),
    }),
  ),
});

const ApplicantView = Type.Object({
  businessNumber: Type.Optional({
    ...SupplierFacts.properties.businessNumber,
    description: 'Not for examiners where the policy hides who applied; `name` is a pseudonym then',
  }),
  name: SupplierFacts.properties.name,
  size: SupplierFacts.properties.size,
});

/**
 * An application (심사 신청) for any caller with access. Contact persons are for the supplier itself and NIA. What was
 * found wanting, and why, is for those who may read the notices.
 */
export const ApplicationView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    status: Type.Enum(APPLICATION_STATUSES),
    supplier: ApplicantView,
    contact: Type.Optional(ContactView),
    service: Type.Partial(ServiceProfile),
    questionSet: {
      ...QuestionSetRefView,
      description: 'The version of the questions that the answers are given to: `/v1/question-sets/…`',
    },
    prices: Type.Array(PriceLine),
    certificates: Type.Array(Certificate),
    creditRating: Type.Optional(
      Type.Object({
        agency: Type.String(),
        grade: Type.String(),
        validFrom: Type.Optional(Type.String({ format: 'date' })),
        validTo: Type.String({ format: 'date' }),
      }),
    ),
    documents: Type.Array(
      Type.Object({
        type: Type.String(),
        /** Which of the files of its type. */
        n: Type.Integer(),
        /** Of the file; absent where it came without one, and for readers whom it is withheld from. */
        name: Type.Optional(Type.String()),
        /** Personal data of staff, which this reader does not open. */
        masked: Type.Optional(Type.Literal(true)),
        /** 1 as submitted; one more with each that a supplement brings. */
        version: Type.Integer(),
        ...FileFacts,
        /** The document of the supplier's vault it comes from, with its version. */
        reference: Type.Optional(Type.Object({ documentId: Type.String(), n: Type.Integer() })),
        validFrom: Type.Optional(Type.String({ format: 'date' })),
        validTo: Type.Optional(Type.String({ format: 'date' })),
        /** A trade secret, not to be passed on. */
        confidential: Type.Optional(Type.Object({ reason: Type.String() })),
        check: Type.Optional(
          Type.Object({ result: Type.Enum(['OK', 'DEFICIENT']), reason: Type.Optional(Type.String()) }),
        ),
        erased: Type.Optional(
          Type.Object({ at: Type.String({ format: 'date-time' }), ground: Type.Enum(['PERIOD_ENDED', 'REQUEST']) }),
        ),
        /** Versions that a supplement replaced. */
        earlier: Type.Optional(Type.Array(Type.Object({ version: Type.Integer(), ...FileFacts }))),
      }),
    ),
    /** The responsible officer (담당자). */
    officer: Type.Optional(OfficerView),
    submittedOn: Type.Optional(Type.String({ format: 'date' })),
    declarationNo: Type.Optional(Type.Integer({ description: 'Declaration of the supplier it was submitted with' })),
    papersKeptUntil: Type.Optional(Type.String({ format: 'date' })),
    acceptedOn: Type.Optional(Type.String({ format: 'date' })),
    supplements: Type.Array(SupplementView),
    returned: Type.Optional(Type.Object({ ground: Type.String(), groundText: BilingualView, ...whyFields })),
    withdrawal: Type.Optional(Type.Enum(['REQUESTED', 'REFUSED', 'GRANTED'])),
    decision: Type.Optional(
      Type.Object({
        decision: Type.Enum(['SELECTED', 'NOT_SELECTED']),
        sessionNo: Type.Integer(),
        decidedOn: Type.String({ format: 'date' }),
      }),
    ),
    /** NIA asks the applicant to consent to one more extension of the check (S22 Art. 21). */
    extensionAsked: Type.Boolean(),
    hearing: Type.Optional(
      Type.Object(
        {
          on: Type.String({ format: 'date' }),
          time: Type.String(),
          place: Type.String(),
          noticedOn: Type.String({ format: 'date' }),
          grounds: Type.Array(CodeTextView),
        },
        { description: 'To which the supplier is invited before its selection is cancelled; for the supplier and NIA' },
      ),
    ),
    revote: Type.Optional(
      Type.Object(
        { sessionNo: Type.Integer() },
        { description: 'The committee votes again on what that session decided (재의결, R-45)' },
      ),
    ),
    selectionEnd: Type.Optional(
      Type.Object({ on: Type.String({ format: 'date' }), why: Type.Enum(SELECTION_ENDS), text: BilingualView }),
    ),
    copyOf: Type.Optional(Type.Object({ applicationId: Type.String(), status: Type.Enum(APPLICATION_STATUSES) })),
    reapplication: Type.Optional(Type.Object({ applicationId: Type.String(), whatChanged: Type.String() })),
    objections: Type.Optional(Type.Array(ObjectionView)),
    deferralAnswers: Type.Optional(
      Type.Array(
        Type.Object({
          sessionNo: Type.Integer(),
          answeredAt: Type.String({ format: 'date-time' }),
          answers: Type.Array(Type.Object({ request: Type.Integer(), text: Type.String() })),
        }),
      ),
    ),
    deadlines: Type.Array(DeadlineView),
    standing: StandingView,
  },
  { $id: 'Application' },
);
export type ApplicationView = Static<typeof ApplicationView>;

export interface ApplicationReader {
  readonly now: Date;
  /** The supplier itself, or NIA. */
  readonly seesContacts: boolean;
  /** Those who may read the notices: what was found wanting, and whom to ask. */
  readonly seesReasons: boolean;
  /** An examiner, where the policy hides who applied. */
  readonly hidesApplicant: boolean;
  /** Whether this reader knows of the document and does not open it. */
  readonly isMasked: (place: string) => boolean;
}

export function applicationView(
  { id, version, state }: Snapshot<ApplicationState>,
  reader: ApplicationReader,
): ApplicationView {
  const { status, supplier, contact, service, prices, certificates, creditRating, submittedOn, acceptedOn } = state;
  const { returned, withdrawal, decision, papersKeptUntil, selectionEnd, revote, copyOf, reapplication } = state;
  const deadlines = openDeadlines(state, reader.now);
  return {
    id,
    version,
    self: `/v1/applications/${id}`,
    status,
    supplier: reader.hidesApplicant ? { name: applicantPseudonym(state.id), size: supplier.size } : supplier,
    // Erased personal data comes back as null.
    ...(reader.seesContacts && contact !== null && { contact }),
    service,
    questionSet: state.questionSet,
    prices: [...prices],
    certificates: [...certificates],
    ...(creditRating !== undefined && { creditRating }),
    documents: documentViews(state, reader),
    ...(state.officer !== undefined && reader.seesReasons && { officer: officerView(state.officer) }),
    ...(submittedOn !== undefined && { submittedOn }),
    ...(state.declarationNo !== undefined && { declarationNo: state.declarationNo }),
    ...(acceptedOn !== undefined && { acceptedOn }),
    ...(papersKeptUntil !== undefined && { papersKeptUntil }),
    supplements: reader.seesReasons ? supplementViews(state) : supplementTimes(state),
    ...(returned !== undefined && reader.seesReasons && { returned: returnedView(returned) }),
    ...(withdrawal !== undefined && { withdrawal }),
    ...(decision !== undefined && { decision }),
    extensionAsked: state.extensionAsked === true,
    ...(state.hearing !== undefined && reader.seesReasons && { hearing: hearingView(state.hearing) }),
    ...(revote !== undefined && { revote: { sessionNo: revote.sessionNo } }),
    ...(selectionEnd !== undefined && { selectionEnd: selectionEndView(selectionEnd) }),
    ...(copyOf !== undefined && { copyOf }),
    ...(reapplication !== undefined && { reapplication }),
    ...(state.objections !== undefined && { objections: objectionViews(state) }),
    ...(state.deferralAnswers !== undefined && {
      deferralAnswers: state.deferralAnswers.map((one) => ({ ...one, answers: [...one.answers] })),
    }),
    deadlines,
    standing: standingView(state, deadlines, reader.now),
  };
}

const hearingView = ({ grounds, ...hearing }: AnnouncedHearing) => ({
  ...hearing,
  grounds: grounds.map((code) => ({ code, ...groundText(code) })),
});

const documentViews = (
  state: ApplicationState,
  { seesReasons, isMasked, hidesApplicant }: ApplicationReader,
): ApplicationView['documents'] =>
  Object.entries(state.documents).map(([place, document]) => {
    const { name, sha256, contentType, bytes, version, attachedAt, reference, check, erased } = document;
    const { documentType: type, n } = atPlace(place);
    const masked = isMasked(place);
    const earlier = state.files.filter((file) => file.documentType === place && file.version !== version);
    return {
      type,
      n,
      // Files are often named after their company.
      ...(masked ? { masked } : name && !hidesApplicant && { name }),
      version,
      sha256,
      contentType,
      bytes,
      attachedAt,
      ...(reference !== undefined && { reference }),
      ...descriptionOf(document),
      ...(check !== undefined && seesReasons && { check }),
      ...(erased !== undefined && { erased }),
      ...(earlier.length > 0 && { earlier: earlier.map(earlierView) }),
    };
  });

const earlierView = ({ version, sha256, contentType, bytes, attachedAt }: KeptFile) => ({
  version,
  sha256,
  contentType,
  bytes,
  attachedAt,
});

function openDeadlines(state: ApplicationState, now: Date): DeadlineView[] {
  const all = [
    ...state.deadlines,
    ...deferralDeadlines(state),
    ...objectionDeadlines(state, now),
    ...hearingDeadlines(state, now),
  ];
  return all.map((one) => deadlineView(one, now));
}

export const objectionViews = ({ objections = [] }: ApplicationState): Static<typeof ObjectionView>[] =>
  objections.map(({ statement, ...objection }) => ({ ...objection, ...(statement !== null && { statement }) }));

export const returnedView = (returned: NonNullable<ApplicationState['returned']>) => ({
  ground: returned.ground,
  groundText: RETURN_TEXTS[returned.ground],
  ...withText(returned),
});

const selectionEndView = ({ on, why }: SelectionEnd) => ({ on, why, text: SELECTION_END_TEXTS[why] });

/** That a supplement was asked for, and when: not for what. */
const supplementTimes = ({ supplements }: ApplicationState): Static<typeof SupplementView>[] =>
  supplements.map(({ items: _items, answers: _answers, due, ...times }) => ({ ...times, dueOn: dueDayOf(due) }));

export const officerView = ({ name, unit, phone, email }: Officer): Static<typeof OfficerView> => ({
  name: name ?? '',
  unit,
  phone: phone ?? '',
  email: email ?? '',
});

/** Supplement requests give name, unit and contact of the officer (S22 Art. 31). */
export function supplementViews({ supplements, officer }: ApplicationState): Static<typeof SupplementView>[] {
  return supplements.map(({ items, answers, due, ...supplement }) => ({
    ...supplement,
    dueOn: dueDayOf(due),
    items: items.map((item) => ({ ...item, ...(item.code !== undefined && { text: EXPIRY_TEXTS[item.code] }) })),
    answers: [...answers],
    ...(officer !== undefined && { officer: officerView(officer) }),
  }));
}
