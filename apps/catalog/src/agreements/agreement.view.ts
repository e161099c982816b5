import { Type, type Static } from 'typebox';
import { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { deadlineView, DeadlineView } from '#common/http/deadline.view.js';
import { whyFields } from '#common/http/why.view.js';
import { withText } from '#common/kernel/system-reasons.js';
import type { AgreementDossier, AgreementState } from './domain/agreement.state.js';

const { listingId, supplier, status, number, validFrom, validTo } = AgreementEventFacts.properties;

/** What only the supplier and the procurement service see. */
const DossierView = Type.Object({
  appliedOn: Type.String({ format: 'date' }),
  productClassNo: Type.String(),
  detailedClassNo: Type.String(),
  itemName: Type.String(),
  largeCategory: Type.Optional(Type.String()),
  middleCategory: Type.Optional(Type.String()),
  productClassName: Type.Optional(Type.String()),
  detailedClassName: Type.Optional(Type.String()),
  manufacturer: Type.Optional(Type.String()),
  unitPrice: Type.Optional(Type.Integer({ description: 'KRW, VAT included' })),
  unit: Type.Optional(Type.String()),
  record: Type.Optional(
    Type.Object(
      {
        contractType: Type.Optional(Type.String()),
        contractedOn: Type.Optional(Type.String({ format: 'date' })),
        itemIdNo: Type.Optional(Type.String()),
      },
      { description: 'Of the conclusion' },
    ),
  ),
  deliveryRecord: Type.String(),
  financialStanding: Type.Optional(Type.String()),
  suspension: Type.Optional(Type.Object({ since: Type.String({ format: 'date' }), reason: Type.String() })),
  ended: Type.Optional(Type.Object({ on: Type.String({ format: 'date' }), ...whyFields })),
});

export const AgreementView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    listingId,
    supplier,
    status,
    number,
    validFrom,
    validTo,
    deadlines: Type.Array(DeadlineView, { description: 'Open ones, for the parties' }),
    dossier: Type.Optional(DossierView),
  },
  { $id: 'Agreement' },
);
export type AgreementView = Static<typeof AgreementView>;

const shownOf = ({ deliveryRecord, financialStanding, ...dossier }: AgreementDossier) => ({
  ...dossier,
  deliveryRecord: deliveryRecord ?? '',
  ...(financialStanding != null && { financialStanding }),
});

export function agreementView(agreement: Snapshot<AgreementState>, withDossier: boolean, at: Date): AgreementView {
  const { facts, dossier, appliedOn, record, suspension, ended, deadlines } = agreement.state;
  const { agreementId: _agreementId, ...shown } = facts;
  return {
    id: agreement.id,
    version: agreement.version,
    self: `/v1/agreements/${agreement.id}`,
    ...shown,
    deadlines: withDossier ? deadlines.map((deadline) => deadlineView(deadline, at)) : [],
    ...(withDossier && {
      dossier: {
        appliedOn,
        ...shownOf(dossier),
        ...(record !== undefined && { record }),
        ...(suspension !== undefined && { suspension }),
        ...(ended !== undefined && { ended: { on: ended.on, ...withText(ended) } }),
      },
    }),
  };
}
