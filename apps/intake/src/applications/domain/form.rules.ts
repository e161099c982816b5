import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { Moment } from '#common/kernel/clock.js';
import { DISCLOSURE_FAULTS, disclosureFaults } from '#common/kernel/disclosure.js';
import { ensure, invalid, type FieldError } from '#common/kernel/errors.js';
import { comparePrices } from '#common/kernel/money.js';
import { PRICE_MODEL_FAULTS, priceModelFaults } from '#common/kernel/price-model.js';
import { repeatedAt } from '#common/kernel/repeated.js';
import { answerFaults, fieldErrorOf } from '../../question-sets/domain/answering.js';
import type { Questionnaire } from '../../question-sets/domain/question-sets.js';
import type { ApplicationForm } from './application.state.js';

/**
 * Bytes of a form at most. It goes into `ApplicationAccepted` with the documents, and an event has 256 KiB at most: the
 * rest is room for the documents.
 */
export const FORM_BYTES_MAX = 192 * 1024;

/** What a form can be refused with as a whole. */
export const FORM_FAULTS = [
  'PRICE_CODE_REPEATED',
  'SPECIFICATION_CODE_REPEATED',
  'VALIDITY_REVERSED',
  'MONEY_INVALID',
  'FORM_TOO_LARGE',
  'FORM_INVALID',
  'QUESTION_UNKNOWN',
  'ANSWER_INVALID',
  ...PRICE_MODEL_FAULTS,
  ...DISCLOSURE_FAULTS,
] as const;

type Form = Omit<ApplicationForm, 'contact'>;

/** What a later service would refuse in a form, complete or not; empty when there is nothing. */
export function formFaults(
  { service, prices, certificates, creditRating }: Form,
  moment: Moment,
): readonly FieldError[] {
  const reversed = (validity: { readonly validFrom?: string; readonly validTo: string }, pointer: string) =>
    validity.validFrom !== undefined && validity.validFrom > validity.validTo
      ? [{ pointer: `${pointer}/validTo`, code: 'VALIDITY_REVERSED', detail: 'is before validFrom' }]
      : [];
  const bytes = Buffer.byteLength(canonicalJson({ service, prices, certificates }));
  return [
    // The catalog knows a price line by its code, an answer by that of its question.
    ...repeatedAt(prices, ({ code }) => code).map((i) => repeated(`/prices/${i}/code`, 'PRICE_CODE_REPEATED')),
    ...repeatedAt(service.specification ?? [], ({ code }) => code).map((i) =>
      repeated(`/service/specification/${i}/code`, 'SPECIFICATION_CODE_REPEATED'),
    ),
    ...prices.flatMap((line, i) => priceFaults(line, `/prices/${i}/unitPrice`, moment.policy['services.priceMax'])),
    ...priceModelFaults(prices),
    ...disclosureFaults(service),
    ...certificates.flatMap((certificate, i) => reversed(certificate, `/certificates/${i}`)),
    ...(creditRating === undefined ? [] : reversed(creditRating, '/creditRating')),
    ...(bytes <= FORM_BYTES_MAX
      ? []
      : [{ pointer: '', code: 'FORM_TOO_LARGE', detail: `${bytes} bytes; ${FORM_BYTES_MAX} are allowed` }]),
  ];
}

const repeated = (pointer: string, code: string): FieldError => ({
  pointer,
  code,
  detail: 'already used above: give every line its own code',
});

/** what is stated is compared with VAT. */
function priceFaults(price: Form['prices'][number], pointer: string, max: number): readonly FieldError[] {
  return comparePrices(price, { unitPrice: max, vatIncluded: true }) <= 0
    ? []
    : [{ pointer, code: 'MONEY_INVALID', detail: `with VAT it is above ${max} won` }];
}

/** @throws Refusal 422 with the code of the fault when all are of one kind, else FORM_INVALID; `errors` has all */
export function ensureFormFits(form: Form, moment: Moment): void {
  ensureNone(formFaults(form, moment));
}

/**
 * The answers of a form, complete or not, fit a version of the questions.
 * @throws Refusal 422 QUESTION_UNKNOWN, ANSWER_INVALID, or FORM_INVALID for both
 */
export function ensureAnswersFit({ service }: Pick<Form, 'service'>, questionnaire: Questionnaire): void {
  ensureNone(answerFaults(questionnaire, service.specification).map(fieldErrorOf));
}

function ensureNone(faults: readonly FieldError[]): void {
  ensure(faults.length === 0, () => {
    const code = faults.every((fault) => fault.code === faults[0]?.code) ? faults[0]?.code : undefined;
    return invalid(code ?? 'FORM_INVALID', `${faults.length} points of the form do not fit: see errors.`, faults);
  });
}
