import type { Moment } from '#common/kernel/clock.js';
import { addDays, type Day } from '#common/kernel/day.js';
import { Refusal } from '#common/kernel/errors.js';
import { refOf, type QuestionSets } from '../../question-sets/domain/question-sets.js';
import type { QuestionSetRef } from '../../question-sets/domain/question-set.state.js';
import { ensureNotBarred } from '../../suppliers/domain/barring.js';
import { ensureNotDebarred } from '../../suppliers/domain/debarring.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import { whatIsMissing, type Obstacle } from './application.rules.js';
import type { ApplicationState } from './application.state.js';
import { holdsOn, pointerOf } from './document-places.js';

/**
 * What a point of the report does: it stands in the way of a submission, it has to be stated with one, or it is worth
 * knowing.
 */
export const POINT_WEIGHTS = ['BLOCKS', 'AT_SUBMISSION', 'WARNS'] as const;
export type PointWeight = (typeof POINT_WEIGHTS)[number];

export interface Point extends Obstacle {
  readonly weight: PointWeight;
}

/** What a submission looks at besides the application. */
export interface Surroundings {
  readonly questionSets: QuestionSets;
  readonly supplier?: SupplierState | undefined;
  /** The newest application of the service that was refused. */
  readonly refused?: ApplicationState | undefined;
  /** What the claim on the service would be refused with. */
  readonly duplicate?: Refusal | undefined;
}

export interface Completeness {
  /** The version that the answers are held to. */
  readonly questionSet: QuestionSetRef;
  readonly points: readonly Point[];
}

/**
 * How far an application is from a submission today (완결성 점검). By the same rules as the submission: when no point
 * blocks, a submission that is attested and says what changed is taken. One that was submitted is held to its own
 * version of the questions.
 */
export function completenessOf(
  application: ApplicationState,
  { questionSets, ...surroundings }: Surroundings,
  moment: Moment,
): Completeness {
  const isDraft = application.status === 'DRAFT';
  const questionnaire = isDraft
    ? questionSets.inForce(application.service, moment.today)
    : questionSets.pinned(application.questionSet);
  return {
    questionSet: refOf(questionnaire),
    points: [
      ...whatIsMissing(application, moment, questionnaire).map(weighing('BLOCKS')),
      ...(isDraft ? aroundDraft(surroundings, moment) : []),
      ...endingSoon(application, moment).map(weighing('WARNS')),
    ],
  };
}

const weighing =
  (weight: PointWeight) =>
  (obstacle: Obstacle): Point => ({ ...obstacle, weight });

function aroundDraft(
  { supplier, refused, duplicate }: Omit<Surroundings, 'questionSets'>,
  moment: Moment,
): readonly Point[] {
  const standing =
    supplier === undefined ? [] : [() => ensureNotDebarred(supplier, moment), () => ensureNotBarred(supplier, moment)];
  const refusals = [
    ...standing.flatMap((ensures) => refusedBy(ensures) ?? []),
    ...(duplicate === undefined ? [] : [duplicate]),
  ];
  const concerns = (supplier?.findings ?? []).filter(({ result }) => result === 'CONCERN');
  return [
    ...refusals.map(({ code, detail }) => ({ pointer: '', code, detail, weight: 'BLOCKS' as const })),
    { pointer: '/attested', code: 'ATTESTATION_MISSING', detail: 'everything stated is true', weight: 'AT_SUBMISSION' },
    ...(refused === undefined
      ? []
      : [
          {
            pointer: '/whatChanged',
            code: 'CHANGES_MISSING',
            detail: `application ${refused.id} was refused on ${refused.decision?.decidedOn} (A-22)`,
            weight: 'AT_SUBMISSION' as const,
          },
        ]),
    ...concerns.map(({ check, checkedAt }) => ({
      pointer: '',
      code: 'REGISTRY_CONCERN',
      detail: `${check}, asked at ${checkedAt}`,
      weight: 'WARNS' as const,
    })),
  ];
}

function refusedBy(ensures: () => void): Refusal | undefined {
  try {
    ensures();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What holds today and will not for long: the check takes days, and the acceptance looks again. */
function endingSoon(application: ApplicationState, { today, policy }: Moment): readonly Obstacle[] {
  const until = addDays(today, policy['intake.endingSoonDays']);
  const papers: readonly (readonly [pointer: string, { readonly validFrom?: Day; readonly validTo?: Day }])[] = [
    ...(application.creditRating === undefined ? [] : [['/creditRating', application.creditRating] as const]),
    ...application.certificates.map((certificate, i) => [`/certificates/${i}`, certificate] as const),
    ...Object.entries(application.documents)
      .filter(([, { erased }]) => erased === undefined)
      .map(([place, document]) => [pointerOf(place), document] as const),
  ];
  return papers.flatMap(([pointer, validity]) =>
    validity.validTo !== undefined && holdsOn(validity, today) && validity.validTo < until
      ? [{ pointer, code: 'ENDS_SOON', detail: `holds until ${validity.validTo}` }]
      : [],
  );
}
