import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { AgreementApplied } from '#common/events/definitions/agreement-applied.js';
import type { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import type { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import type { AgreementSuspended } from '#common/events/definitions/agreement-suspended.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { AgreementDossier, AgreementRecord } from './agreement.state.js';

export type AgreementEvent =
  | FactWith<'AgreementApplied', AgreementApplied, { readonly dossier: AgreementDossier; readonly deadline: Deadline }>
  | Fact<'AgreementReviewStarted', { readonly startedOn: Day }>
  | FactWith<'AgreementConcluded', AgreementConcluded, { readonly record: AgreementRecord }>
  | Reasoned<Fact<'AgreementSuspended', AgreementSuspended>>
  | Reasoned<Fact<'AgreementEnded', AgreementEnded>>;
