import type { Moment } from '#common/kernel/clock.js';
import { isDay, type Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { AgreementEvent } from './agreement.events.js';
import { ensureListed } from './agreement.rules.js';
import type { AgreementListing, AgreementRecord, AgreementState } from './agreement.state.js';

/** The procurement service takes the application up. */
export function startAgreementReview(state: AgreementState, moment: Moment): readonly AgreementEvent[] {
  ensure(state.facts.status === 'APPLIED', () =>
    wrongState(
      'AGREEMENT_NOT_APPLIED',
      `The agreement is ${state.facts.status}: a review starts once, on an application.`,
    ),
  );
  return [{ type: 'AgreementReviewStarted', data: { startedOn: moment.today } }];
}

/** Contract number of the procurement service: nine digits and two of the amendment (계약번호, 변경차수). */
export interface AgreementTerms extends AgreementRecord {
  readonly contractNo: string;
  readonly amendmentNo: string;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** `NN-NN-NNNNN-NN`, as the procurement service prints it. */
export const agreementNumber = (terms: Pick<AgreementTerms, 'contractNo' | 'amendmentNo'>): string =>
  [terms.contractNo.slice(0, 2), terms.contractNo.slice(2, 4), terms.contractNo.slice(4), terms.amendmentNo].join('-');

/**
 * The agreement comes into force, with its number, its period and what the mall records of it (§4.4).
 * @throws Refusal 409 AGREEMENT_NOT_IN_REVIEW, LISTING_NOT_ACTIVE, SUPPLIER_DEBARRED; 422 PERIOD_INVALID,
 *   CONTRACT_DAY_TO_COME
 */
export function concludeAgreement(
  state: AgreementState,
  input: { readonly terms: AgreementTerms; readonly listing: AgreementListing },
  moment: Moment,
): readonly AgreementEvent[] {
  ensure(state.facts.status === 'PPS_REVIEW', () =>
    wrongState(
      'AGREEMENT_NOT_IN_REVIEW',
      `The agreement is ${state.facts.status}: it is concluded after its review was started.`,
    ),
  );
  ensureListed(input.listing, moment);
  const { validFrom, validTo, contractType, contractedOn, itemIdNo } = input.terms;
  ensure(contractedOn === undefined || contractedOn <= moment.today, () =>
    invalid('CONTRACT_DAY_TO_COME', `The contract of ${contractedOn} is not concluded yet: state its day.`, [
      { pointer: '/contractedOn', code: 'CONTRACT_DAY_TO_COME', detail: 'today or before' },
    ]),
  );
  ensure(isDay(validFrom) && isDay(validTo) && validFrom <= validTo && validTo >= moment.today, () =>
    invalid(
      'PERIOD_INVALID',
      `An agreement from ${validFrom} to ${validTo} would never be in force: give a period that is not over.`,
      [{ pointer: '/validTo', code: 'PERIOD_INVALID', detail: 'not before validFrom nor before today' }],
    ),
  );
  const number = agreementNumber(input.terms);
  const record = {
    ...(contractType !== undefined && { contractType }),
    contractedOn: contractedOn ?? moment.today,
    ...(itemIdNo !== undefined && { itemIdNo }),
  };
  const data = { ...state.facts, status: 'IN_FORCE', number, validFrom, validTo } as const;
  return [{ type: 'AgreementConcluded', data, details: { record } }];
}
