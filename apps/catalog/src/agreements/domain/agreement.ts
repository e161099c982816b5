import type { AgreementApplied } from '#common/events/definitions/agreement-applied.js';
import type { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import type { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import type { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import type { AgreementSuspended } from '#common/events/definitions/agreement-suspended.js';
import type { Moment } from '#common/kernel/clock.js';
import { dayOf, endOfDay, isDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';

/**
 * A catalog agreement (카탈로그 계약) between the Public Procurement Service (조달청) and a supplier (Procurement decree
 * Art. 14, 16): a second track beside the listing, with its own dossier and review. `facts` is what the public may know.
 */
export interface AgreementState {
  readonly facts: AgreementEventFacts;
  readonly dossier: AgreementDossier;
  readonly appliedOn: Day;
  readonly suspension?: { readonly since: Day; readonly reason: string };
  readonly ended?: { readonly on: Day; readonly reason: string };
  readonly deadlines: readonly Deadline[];
}

/** What the procurement service examines (mall product record, open data set 15131726): seen by both sides only. */
export interface AgreementDossier {
  /** 물품분류번호, 8 digits. */
  readonly productClassNo: string;
  /** 세부품명번호, 10 digits, beginning with the class. */
  readonly detailedClassNo: string;
  readonly itemName: string;
  /** 납품 실적. */
  readonly deliveryRecord: string;
  /** 경영상태. */
  readonly financialStanding?: string;
}

interface Fact<N extends string, D extends object> {
  readonly type: N;
  readonly data: D;
  readonly reason?: string;
}

export type AgreementEvent =
  | (Fact<'AgreementApplied', AgreementApplied> & {
      readonly details: { readonly dossier: AgreementDossier; readonly deadline: Deadline };
    })
  | Fact<'AgreementReviewStarted', { readonly startedOn: Day }>
  | Fact<'AgreementConcluded', AgreementConcluded>
  | Fact<'AgreementSuspended', AgreementSuspended>
  | Fact<'AgreementEnded', AgreementEnded>;

/** What an agreement must know of the listing it is about. */
export interface AgreementListing {
  readonly listingId: string;
  readonly listingNo: string;
  readonly supplier: string;
  readonly isActive: boolean;
}

export interface AgreementApplication {
  readonly agreementId: string;
  readonly listing: AgreementListing;
  readonly dossier: AgreementDossier;
}

export function applyAgreement(application: AgreementApplication, moment: Moment): readonly AgreementEvent[] {
  const { agreementId, listing, dossier } = application;
  ensureListed(listing);
  ensure(dossier.detailedClassNo.startsWith(dossier.productClassNo), () =>
    invalid(
      'CLASS_MISMATCH',
      `Detailed class ${dossier.detailedClassNo} is no part of product class ${dossier.productClassNo}.`,
      [{ pointer: '/detailedClassNo', code: 'CLASS_MISMATCH', detail: 'must begin with productClassNo' }],
    ),
  );
  const dueOn = moment.calendar.add(moment.today, moment.policy['catalog.agreementReviewBusinessDays']);
  return [
    {
      type: 'AgreementApplied',
      data: { agreementId, listingId: listing.listingId, supplier: listing.supplier, status: 'APPLIED' },
      details: {
        dossier,
        deadline: { key: 'REVIEW', dueAt: endOfDay(dueOn).toISOString(), basis: 'bd', rule: 'A-27' },
      },
    },
  ];
}

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
export interface AgreementTerms {
  readonly contractNo: string;
  readonly amendmentNo: string;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** `NN-NN-NNNNN-NN`, as the procurement service prints it. */
export const agreementNumber = (terms: Pick<AgreementTerms, 'contractNo' | 'amendmentNo'>): string =>
  [terms.contractNo.slice(0, 2), terms.contractNo.slice(2, 4), terms.contractNo.slice(4), terms.amendmentNo].join('-');

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
  ensureListed(input.listing);
  const { validFrom, validTo } = input.terms;
  ensure(isDay(validFrom) && isDay(validTo) && validFrom <= validTo && validTo >= moment.today, () =>
    invalid(
      'PERIOD_INVALID',
      `An agreement from ${validFrom} to ${validTo} would never be in force: give a period that is not over.`,
      [{ pointer: '/validTo', code: 'PERIOD_INVALID', detail: 'not before validFrom nor before today' }],
    ),
  );
  const number = agreementNumber(input.terms);
  return [{ type: 'AgreementConcluded', data: { ...state.facts, status: 'IN_FORCE', number, validFrom, validTo } }];
}

export function suspendAgreement(state: AgreementState, input: { readonly reason: string }): readonly AgreementEvent[] {
  ensure(state.facts.status === 'IN_FORCE', () =>
    wrongState('AGREEMENT_NOT_IN_FORCE', `The agreement is ${state.facts.status}: only one in force is suspended.`),
  );
  return [{ type: 'AgreementSuspended', data: { ...state.facts, status: 'SUSPENDED' }, reason: input.reason }];
}

/** Ends an agreement, or turns an application down: both free the listing for another application. */
export function endAgreement(state: AgreementState, input: { readonly reason: string }): readonly AgreementEvent[] {
  ensure(state.facts.status !== 'ENDED', () => wrongState('AGREEMENT_ENDED', 'The agreement has ended already.'));
  return [{ type: 'AgreementEnded', data: { ...state.facts, status: 'ENDED' }, reason: input.reason }];
}

/** A period ends at 24:00 KST of its last day. */
export function tickAgreement(state: AgreementState, moment: Moment): readonly AgreementEvent[] {
  const { validTo } = state.facts;
  const isOver = isLive(state) && validTo !== undefined && moment.today > validTo;
  return isOver ? endAgreement(state, { reason: `The period ended on ${validTo}.` }) : [];
}

/** One live agreement per listing. */
export const isLive = (state: AgreementState): boolean => state.facts.status !== 'ENDED';

export const agreementDueAt = (state: AgreementState): Date | undefined =>
  isLive(state) && state.facts.validTo !== undefined ? endOfDay(state.facts.validTo) : undefined;

function ensureListed(listing: AgreementListing): void {
  ensure(listing.isActive, () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${listing.listingNo} is not active: an agreement needs an active listing (§11.3).`,
    ),
  );
}

export function evolveAgreement(
  state: AgreementState | undefined,
  event: AgreementEvent & { readonly at: Date },
): AgreementState {
  if (event.type === 'AgreementApplied') {
    const { dossier, deadline } = event.details;
    return { facts: event.data, dossier, appliedOn: dayOf(event.at), deadlines: [deadline] };
  }
  if (state === undefined) throw new Error('The history of an agreement starts with AgreementApplied.');
  const since = dayOf(event.at);
  const reason = event.reason ?? '';
  switch (event.type) {
    case 'AgreementReviewStarted':
      return { ...state, facts: { ...state.facts, status: 'PPS_REVIEW' } };
    case 'AgreementConcluded':
      return { ...state, facts: event.data, deadlines: [] };
    case 'AgreementSuspended':
      return { ...state, facts: event.data, suspension: { since, reason } };
    case 'AgreementEnded':
      return { ...state, facts: event.data, ended: { on: since, reason }, deadlines: [] };
  }
}
