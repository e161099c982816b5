import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { AgreementEvent } from './agreement.events.js';
import { ensureListed } from './agreement.rules.js';
import type { AgreementDossier, AgreementListing } from './agreement.state.js';

export interface AgreementApplication {
  readonly agreementId: string;
  readonly listing: AgreementListing;
  readonly dossier: AgreementDossier;
}

/** A supplier applies for its active listing; the procurement service reviews within five business days. */
export function applyAgreement(application: AgreementApplication, moment: Moment): readonly AgreementEvent[] {
  const { agreementId, listing, dossier } = application;
  ensureListed(listing, moment);
  ensure(dossier.detailedClassNo.startsWith(dossier.productClassNo), () =>
    invalid(
      'CLASS_MISMATCH',
      `Detailed class ${dossier.detailedClassNo} is no part of product class ${dossier.productClassNo}.`,
      [{ pointer: '/detailedClassNo', code: 'CLASS_MISMATCH', detail: 'must begin with productClassNo' }],
    ),
  );
  const days = moment.policy['catalog.agreementReviewBusinessDays'];
  return [
    {
      type: 'AgreementApplied',
      data: { agreementId, listingId: listing.listingId, supplier: listing.supplier, status: 'APPLIED' },
      details: { dossier, deadline: dueInBusinessDays(moment, { key: 'REVIEW', days, rule: 'A-27' }) },
    },
  ];
}
