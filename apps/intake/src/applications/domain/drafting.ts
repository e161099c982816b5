import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { Moment } from '#common/kernel/clock.js';
import { own } from '#common/kernel/own.js';
import { addDays, secondsLeftOfDay } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, exhausted, full, invalid, wrongState, type Refusal } from '#common/kernel/errors.js';
import { fieldErrorOf } from '../../question-sets/domain/answering.js';
import type { QuestionSetRef } from '../../question-sets/domain/question-set.state.js';
import { QuestionSets, refOf, type Questionnaire } from '../../question-sets/domain/question-sets.js';
import { ensureNotTransferred } from '../../suppliers/domain/changing.js';
import { ensureNotDebarred } from '../../suppliers/domain/debarring.js';
import { ensureDeclared } from '../../suppliers/domain/declaring.js';
import type { Declaration, SupplierState } from '../../suppliers/domain/supplier.state.js';
import type { ApplicationEvent, AttachedFile } from './application.events.js';
import { bytesWithout, documentTypes, ensureDraft, whatIsMissing } from './application.rules.js';
import { ensureAnswersFit, ensureFormFits } from './form.rules.js';
import { nextProgressNotice } from './noticing-progress.js';
import {
  openSupplement,
  type ApplicationForm,
  type ApplicationState,
  type CopySource,
  type DocumentDescription,
  type Reapplication,
} from './application.state.js';
import { ensurePlace, placeOf, type Place } from './document-places.js';

export interface Draft {
  readonly applicationId: string;
  readonly supplier: SupplierState;
  /** A number from 0 that no other draft of the supplier has. */
  readonly draftNo: number;
  readonly form: ApplicationForm;
  readonly copyOf?: CopySource;
  /** Those that come with the service unless given. */
  readonly questionSets?: QuestionSets;
  /** Of a copy: its answers stay with the version that they were given to. */
  readonly questionSet?: QuestionSetRef;
}

/** – → DRAFT: the supplier's business number has been verified, and it is not debarred today. */
export function draftApplication(
  { applicationId, supplier, draftNo, form, copyOf, questionSets = new QuestionSets(), questionSet }: Draft,
  moment: Moment,
): readonly ApplicationEvent[] {
  const { at, today, policy } = moment;
  ensure(supplier.verifiedAt !== undefined, () =>
    wrongState(
      'SUPPLIER_NOT_VERIFIED',
      `${supplier.facts.name} has to be verified by its business number before it applies.`,
    ),
  );
  ensureNotTransferred(supplier);
  ensureNotDebarred(supplier, moment);
  const draftsMax = policy['intake.supplierDraftsMax'];
  ensure(draftNo < draftsMax, () => tooManyDrafts(draftsMax, at));
  const inForce = questionSets.inForce(form.service, today);
  ensureFormFits(form, moment);
  if (questionSet === undefined) ensureAnswersFit(form, inForce);
  const keptUntil = addDays(today, policy['intake.draftKeptDays']);
  const pinned = questionSet ?? refOf(inForce);
  const data = { applicationId, supplier: supplier.facts, keptUntil, draftNo, questionSet: pinned, form };
  return [{ type: 'ApplicationDrafted', data: { ...data, ...(copyOf !== undefined && { copyOf }) } }];
}

/** A draft ends at the end of a day, so the next one may have room. */
export const tooManyDrafts = (draftsMax: number, at: Date): Refusal =>
  exhausted(
    'DRAFTS_TOO_MANY',
    `A supplier has at most ${draftsMax} drafts at once: submit or withdraw one of them first.`,
    secondsLeftOfDay(at),
  );

/**
 * A number for one more draft; the first that is not allowed when there is no room.
 * @param taken those of the supplier's drafts
 * @param drawn from 0 to below 1: drafts that begin at the same time rarely choose alike
 */
export function freeDraftNo(taken: ReadonlySet<number>, draftsMax: number, drawn: number): number {
  const free = Array.from({ length: draftsMax }, (_, no) => no).filter((no) => !taken.has(no));
  return taken.size < draftsMax ? (free[Math.floor(drawn * free.length)] ?? draftsMax) : draftsMax;
}

export interface Revision extends Pick<Draft, 'form' | 'questionSets'> {
  /** Moves the draft to the version in force, by its number; the draft keeps its version unless given. */
  readonly questionSetN?: number;
}

/**
 * The form of a draft is replaced as a whole. Its answers have to fit the version of the questions that the draft
 * keeps, or the one in force that it moves to. @throws Refusal as `ensureFormFits` and `ensureAnswersFit`; 422
 * QUESTION_SET_NOT_IN_FORCE
 */
export function reviseApplication(
  application: ApplicationState,
  revision: Revision,
  moment: Moment,
): readonly ApplicationEvent[] {
  const { form } = revision;
  ensureDraft(application);
  const questionnaire = questionnaireFor(application, revision, moment);
  ensureFormFits(form, moment);
  ensureAnswersFit(form, questionnaire);
  const questionSet = refOf(questionnaire);
  const isKept = canonicalJson(questionSet) === canonicalJson(application.questionSet);
  return [{ type: 'ApplicationRevised', data: { form, ...(!isKept && { questionSet }) } }];
}

/** A service of another kind or subtype is asked other questions, so the draft keeps no version then. */
function questionnaireFor(
  { service, questionSet }: ApplicationState,
  { form, questionSets = new QuestionSets(), questionSetN }: Revision,
  { today }: Moment,
): Questionnaire {
  const inForce = questionSets.inForce(form.service, today);
  const isOfSameKind = form.service.kind === service.kind && form.service.subtype === service.subtype;
  const kept = isOfSameKind ? questionSets.pinned(questionSet) : inForce;
  if (questionSetN === undefined) return kept;
  const named = [kept, inForce].find(({ n }) => n === questionSetN);
  if (named !== undefined) return named;
  throw invalid(
    'QUESTION_SET_NOT_IN_FORCE',
    `A draft answers version ${kept.n} of ${kept.questionSetId}, which it keeps, or the one in force.`,
    [
      {
        pointer: '/questionSetN',
        code: 'QUESTION_SET_NOT_IN_FORCE',
        detail: `${inForce.n}, the version of ${inForce.questionSetId} in force`,
      },
    ],
  );
}

export interface Attachment extends Place {
  readonly document: AttachedFile;
}

/** Documents are attached to a draft, or anew while a supplement asks for them; submitted files stay as they are. */
export function attachDocument(
  application: ApplicationState,
  { document, ...place }: Attachment,
  moment: Moment,
): readonly ApplicationEvent[] {
  const bytes = document.reference === undefined ? document.bytes : 0;
  ensureAttachable(application, { ...place, bytes }, moment);
  return [{ type: 'DocumentAttached', data: { documentType: placeOf(place), document } }];
}

/**
 * Days on which a document holds, and whether it is a trade secret: said anew as a whole, while it may be replaced.
 * @throws Refusal 422 when the days are in the wrong order; 409 when there is no such document
 */
export function describeDocument(
  application: ApplicationState,
  { description, ...place }: Place & { readonly description: DocumentDescription },
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureAttachable(application, { ...place, bytes: 0 }, moment);
  const document = own(application.documents, placeOf(place));
  ensure(document !== undefined && document.erased === undefined, () =>
    wrongState('DOCUMENT_MISSING', `${placeOf(place)} has not been attached.`),
  );
  const { validFrom, validTo } = description;
  ensure(validFrom === undefined || validTo === undefined || validFrom <= validTo, () =>
    invalid('DOCUMENT_PERIOD_INVALID', 'A document does not end before it begins.', [
      { pointer: '/validTo', code: 'DOCUMENT_PERIOD_INVALID', detail: `${validFrom} or later` },
    ]),
  );
  return [{ type: 'DocumentDescribed', data: { documentType: placeOf(place), description } }];
}

/**
 * A file is taken off a draft. Numbers stay without a gap: those behind it move up.
 * @throws Refusal 409 APPLICATION_NOT_DRAFT, DOCUMENT_MISSING
 */
export function removeDocument(application: ApplicationState, place: Place): readonly ApplicationEvent[] {
  ensureDraft(application);
  ensure(own(application.documents, placeOf(place)) !== undefined, () =>
    wrongState('DOCUMENT_MISSING', `${placeOf(place)} is not attached: there is nothing to remove.`),
  );
  return [{ type: 'DocumentRemoved', data: { documentType: placeOf(place) } }];
}

/** Whether a document may be attached, before its content is known. @throws Refusal as `attachDocument` */
export function ensureAttachable(
  application: ApplicationState,
  { bytes, ...place }: Place & { readonly bytes: number },
  moment: Moment,
): void {
  const { policy } = moment;
  const { documentType } = place;
  const { required, optional } = documentTypes(policy, application.service.kind);
  ensure([...required, ...optional].includes(documentType), () =>
    invalid(
      'DOCUMENT_TYPE_UNKNOWN',
      `${documentType} is no document of this kind; it takes ${[...required, ...optional].join(', ')}.`,
    ),
  );
  if (application.status === 'SUPPLEMENT_REQUESTED') {
    const asked =
      openSupplement(application)?.items.some((item) => item.kind === 'DOCUMENT' && item.subject === documentType) ??
      false;
    ensure(asked, () => wrongState('DOCUMENT_NOT_ASKED', `The supplement request does not ask for ${documentType}.`));
  } else {
    ensureDraft(application);
  }
  ensurePlace(application, place, moment);
  const bytesMax = policy['intake.applicationBytesMax'];
  ensure(bytes === 0 || bytesWithout(application, placeOf(place)) + bytes <= bytesMax, () => storageFull(bytesMax));
}

export const storageFull = (bytesMax: number): Refusal =>
  full(
    'APPLICATION_STORAGE_FULL',
    `The documents of one application have at most ${bytesMax} bytes together, those on their way included: ` +
      'attach smaller ones, announced with their Content-Length.',
  );

/** What a submission is refused with when nothing else is wrong. */
const OF_ONE_KIND = [
  'DOCUMENT_MISSING',
  'PRICE_CODE_REPEATED',
  'SPECIFICATION_CODE_REPEATED',
  'QUESTION_UNANSWERED',
  'QUESTION_UNKNOWN',
  'ANSWER_INVALID',
] as const;

export interface Submission {
  /** Everything stated is true. */
  readonly attested: boolean;
  /** A declaration that the supplier has stored, for what it declares beyond that. */
  readonly declarationNo?: number;
  readonly declarations?: readonly Declaration[];
  /** Those that come with the service unless given. */
  readonly questionSets?: QuestionSets;
  /** What changed since the refusal; not kept where the service was never refused. */
  readonly whatChanged?: string;
  /** The newest application of the service that was refused. */
  readonly refused?: ApplicationState | undefined;
}

/** What the review is to see of an earlier refusal. @throws Refusal 422 CHANGES_MISSING */
function reapplicationOf({ whatChanged, refused }: Submission): Reapplication | undefined {
  if (refused === undefined) return undefined;
  if (whatChanged !== undefined) return { applicationId: refused.id, whatChanged };
  const detail = 'say what changed since then';
  throw invalid(
    'CHANGES_MISSING',
    `Application ${refused.id} of this service was refused on ${refused.decision?.decidedOn} (A-22).`,
    [{ pointer: '/whatChanged', code: 'CHANGES_MISSING', detail }],
  );
}

/**
 * DRAFT → SUBMITTED: complete, attested, and all questions of the version in force answered (§2.4). That no other
 * application of the service is live, the claim ensures.
 */
export function submitApplication(
  application: ApplicationState,
  submission: Submission,
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureDraft(application);
  const { declarationNo, declarations = [], questionSets = new QuestionSets() } = submission;
  ensure(submission.attested, () =>
    invalid('ATTESTATION_MISSING', 'The attestation has to be signed: everything stated is true.'),
  );
  if (declarationNo !== undefined) ensureDeclared(declarations, declarationNo);
  const questionnaire = questionSets.inForce(application.service, moment.today);
  const errors = whatIsMissing(application, moment, questionnaire).map(fieldErrorOf);
  ensure(errors.length === 0, () => {
    const code = OF_ONE_KIND.find((kind) => errors.every((error) => error.code === kind)) ?? 'APPLICATION_INCOMPLETE';
    return invalid(code, `${errors.length} points of the application stand in the way of its submission.`, errors);
  });
  const reapplication = reapplicationOf(submission);
  const { at, policy } = moment;
  const { supplier, service } = application;
  return [
    {
      type: 'ApplicationSubmitted',
      data: {
        applicationId: application.id,
        supplier,
        serviceName: service.name,
        kind: service.kind,
        submittedAt: at.toISOString(),
      },
      details: {
        deadlines: [
          dueInBusinessDays(moment, {
            key: 'CHECK_START',
            days: policy['intake.checkStartBusinessDays'],
            rule: '§11.1',
          }),
          dueInBusinessDays(moment, { key: 'CHECK', days: policy['intake.checkBusinessDays'], rule: 'A-04' }),
        ],
        progressNoticeAt: nextProgressNotice(moment),
        questionSet: refOf(questionnaire),
        ...(declarationNo !== undefined && { declarationNo }),
        ...(reapplication !== undefined && { reapplication }),
      },
    },
  ];
}
