import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import type { AgreementEvent } from './agreement.events.js';

/** What a source says of a catalog agreement (§6). */
export interface EarlierAgreement {
  readonly agreementId: string;
  readonly listingId: string;
  /** Business number. */
  readonly supplier: string;
  /** What the service is called. */
  readonly itemName: string;
  readonly number: string;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly productClassNo?: string;
  readonly detailedClassNo?: string;
}

/**
 * Takes over an agreement as it was concluded; one whose period is over has ended. Classes that the source lacks
 * are blank.
 */
export function migrateAgreement(earlier: EarlierAgreement, moment: Moment): readonly AgreementEvent[] {
  const { agreementId, listingId, supplier, itemName, number, validFrom, validTo } = earlier;
  const { productClassNo = '', detailedClassNo = '' } = earlier;
  const facts = { agreementId, listingId, supplier };
  const concluded = { ...facts, number, validFrom, validTo };
  const days = moment.policy['catalog.agreementReviewBusinessDays'];
  const deadline = dueInBusinessDays(moment, { key: 'REVIEW', days, rule: 'A-27' });
  const dossier = { productClassNo, detailedClassNo, itemName, deliveryRecord: null };
  const events: readonly AgreementEvent[] = [
    { type: 'AgreementApplied', data: { ...facts, status: 'APPLIED' }, details: { dossier, deadline } },
    { type: 'AgreementReviewStarted', data: { startedOn: validFrom } },
    {
      type: 'AgreementConcluded',
      data: { ...concluded, status: 'IN_FORCE' },
      details: { record: { contractedOn: validFrom } },
    },
  ];
  const reason: SystemReason = 'AGREEMENT_PERIOD_ENDED';
  return validTo < moment.today
    ? [...events, { type: 'AgreementEnded', data: { ...concluded, status: 'ENDED' }, reason }]
    : events;
}
