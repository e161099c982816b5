import { infrastructureKey } from '#common/kernel/cover.js';
import { addMonths, type Day } from '#common/kernel/day.js';
import { own } from '#common/kernel/own.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { validOn } from '#common/kernel/validity.js';
import type { Criterion, Submission } from './case.state.js';

/** Why a computed finding is as it is. */
export const FINDING_CODES = [
  'RATING_PASSES',
  'RATING_BELOW_FLOOR',
  'RATING_EXPIRED',
  'RATING_UNKNOWN',
  'NOT_DEBARRED',
  'DEBARRED',
  'DEBARMENT_UNKNOWN',
  'CERTIFICATE_LASTS',
  'CERTIFICATE_ENDS_SOON',
  'CERTIFICATE_MISSING',
  'CERTIFICATE_NOT_NEEDED',
  'PAPER_THERE',
  'PAPER_MISSING',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export const COMPUTED_RESULTS = ['MET', 'NOT_MET', 'UNKNOWN'] as const;

/** What the papers and registers say by themselves on a criterion (심사기준 자동 확인). It decides nothing. */
export interface ComputedFinding {
  readonly criterion: Criterion;
  readonly result: (typeof COMPUTED_RESULTS)[number];
  readonly code: FindingCode;
  /** The infrastructure, or the type of document. */
  readonly about?: string;
}

export interface FindingsInput {
  readonly submission: Submission;
  /** The day the service is judged on. */
  readonly on: Day;
  readonly policy: PolicyValues;
  /** Whether the supplier is debarred that day; undefined while no register says. */
  readonly debarred?: boolean;
}

/** The tests of A-10 that can be computed. The committee judges fit and suitability, and may judge otherwise here. */
export const computedFindings = (input: FindingsInput): readonly ComputedFinding[] => [
  ratingFinding(input),
  debarmentFinding(input),
  ...certificateFindings(input),
  ...PAPERS.flatMap(([criterion, type]) => paperFinding(input, criterion, type)),
];

const finding = (
  criterion: Criterion,
  result: ComputedFinding['result'],
  code: FindingCode,
  about?: string,
): ComputedFinding => ({ criterion, result, code, ...(about !== undefined && { about }) });

function ratingFinding({ submission: { creditRating }, on, policy }: FindingsInput): ComputedFinding {
  const rating = (result: ComputedFinding['result'], code: FindingCode) =>
    finding('FINANCIAL_STANDING', result, code, creditRating?.grade);
  if (creditRating === undefined) return rating('UNKNOWN', 'RATING_UNKNOWN');
  if (creditRating.validTo < on) return rating('NOT_MET', 'RATING_EXPIRED');
  const scale = policy['review.ratingScale'];
  const [rank, floor] = [creditRating.grade, policy['review.ratingFloor']].map((grade) =>
    scale.indexOf(gradeOf(grade)),
  ) as [number, number];
  if (rank < 0 || floor < 0) return rating('UNKNOWN', 'RATING_UNKNOWN');
  return rank <= floor ? rating('MET', 'RATING_PASSES') : rating('NOT_MET', 'RATING_BELOW_FLOOR');
}

/** Agencies write the middle of a grade with and without a nought: `BBB0` is `BBB`. Some write another minus sign. */
const gradeOf = (grade: string): string =>
  grade.normalize('NFKC').trim().toUpperCase().replace(/[−–—]/g, '-').replace(/0$/, '');

function debarmentFinding({ debarred }: FindingsInput): ComputedFinding {
  if (debarred === undefined) return finding('SANCTION_FREE', 'UNKNOWN', 'DEBARMENT_UNKNOWN');
  return debarred ? finding('SANCTION_FREE', 'NOT_MET', 'DEBARRED') : finding('SANCTION_FREE', 'MET', 'NOT_DEBARRED');
}

/** Each infrastructure of the service has its own certificate; one that names none is for all of them. */
function certificateFindings({ submission, on, policy }: FindingsInput): readonly ComputedFinding[] {
  const { service, certificates } = submission;
  if (!policy['services.certificateRequired'].includes(service.kind)) {
    return [finding('SECURITY', 'MET', 'CERTIFICATE_NOT_NEEDED')];
  }
  const until = addMonths(on, policy['review.certificateMonthsAhead']);
  const infrastructures = service.infrastructureProviders.length > 0 ? service.infrastructureProviders : [undefined];
  return infrastructures.map((provider) => {
    const isOf = ({ infrastructureProvider: of }: Submission['certificates'][number]): boolean =>
      of === undefined || provider === undefined || infrastructureKey(of) === infrastructureKey(provider);
    const valid = certificates.filter((certificate) => isOf(certificate) && validOn(certificate, on));
    if (valid.length === 0) return finding('SECURITY', 'NOT_MET', 'CERTIFICATE_MISSING', provider);
    return valid.some(({ validTo }) => validTo >= until)
      ? finding('SECURITY', 'MET', 'CERTIFICATE_LASTS', provider)
      : finding('SECURITY', 'NOT_MET', 'CERTIFICATE_ENDS_SOON', provider);
  });
}

/** The papers that a criterion is judged by (§2.5). */
const PAPERS: readonly (readonly [Criterion, string])[] = [
  ['FINANCIAL_STANDING', 'FINANCIAL_STATEMENTS'],
  ['SANCTION_FREE', 'NO_SANCTION_CONFIRMATION'],
  ['OPERATIONAL_STABILITY', 'SLA'],
  ['OPERATIONAL_STABILITY', 'OPERATION_PLAN'],
  ['SUPPORT_SYSTEM', 'SUPPORT_PLAN'],
  ['KIND_FIT', 'FUSION_PROOF'],
];

/** Nothing where the matrix of documents does not require it and it was not attached. */
function paperFinding({ submission, policy }: FindingsInput, criterion: Criterion, type: string) {
  if (submission.documents.some((document) => document.type === type)) {
    return [finding(criterion, 'MET', 'PAPER_THERE', type)];
  }
  const required = own(own(policy['intake.documents'], type) ?? {}, submission.service.kind) === 'R';
  return required ? [finding(criterion, 'NOT_MET', 'PAPER_MISSING', type)] : [];
}
