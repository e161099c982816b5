import type { AggregateType, Claim } from '#common/aggregates/aggregate-type.js';
import { AgreementApplied } from '#common/events/definitions/agreement-applied.js';
import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import { AgreementSuspended } from '#common/events/definitions/agreement-suspended.js';
import type { AgreementEvent } from './domain/agreement.events.js';
import { agreementMachine, evolve } from './domain/agreement.evolve.js';
import { isLive } from './domain/agreement.rules.js';
import type { AgreementState } from './domain/agreement.state.js';
import { agreementDueAt } from './domain/ending.js';
import { agreementWork } from './agreement.work.js';

export const agreementType: AggregateType<AgreementState, AgreementEvent> = {
  name: 'agreement',
  collection: 'agreements',
  evolve,
  machines: [agreementMachine],
  publishes: [AgreementApplied, AgreementConcluded, AgreementSuspended, AgreementEnded],
  claims,
  dueAt: agreementDueAt,
  path: (_, id) => `/v1/agreements/${id}`,
  work: agreementWork,
  personal: { AgreementApplied: ['details.dossier.deliveryRecord', 'details.dossier.financialStanding'] },
  indexed: ['state.facts.status', 'state.facts.listingId', 'state.facts.supplier'],
};

function claims(state: AgreementState): readonly Claim[] {
  const { listingId, number } = state.facts;
  const live: Claim = {
    key: `live-agreement:${listingId}`,
    code: 'AGREEMENT_LIVE',
    detail: `Listing ${listingId} has an agreement already, or one under review.`,
  };
  const numbered: Claim = {
    key: `agreement-no:${number}`,
    code: 'AGREEMENT_NO_TAKEN',
    detail: `Agreement number ${number} is taken: give another one.`,
  };
  return [...(isLive(state) ? [live] : []), ...(number === undefined ? [] : [numbered])];
}
