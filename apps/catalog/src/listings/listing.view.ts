import { Type, type Static } from 'typebox';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { ListingFacts as FactsSchema } from '#common/events/definitions/listing-facts.js';
import {
  Certificate,
  Code,
  Id,
  Instant,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { deadlineView, DeadlineView } from '#common/http/deadline.view.js';
import { BilingualView } from '#common/http/why.view.js';
import type { Officer } from '#common/kernel/responsible-officer.js';
import { SYSTEM_REASONS } from '#common/kernel/system-reasons.js';
import type { ContractCount } from '../read-models/listing-contracts/contract-counts.mongo.js';
import { CHANGE_CLASSES, type ListingState } from './domain/listing.state.js';
import { changedBetween } from './domain/content.rules.js';
import { missingParts } from './domain/preparing.js';
import { differencesFromSelected } from './domain/publishing.js';

const Difference = Type.Object({
  field: Type.String(),
  class: Type.Enum(CHANGE_CLASSES, { description: 'A difference of any class but MINOR is not published (R-21)' }),
  selected: Type.Unknown(),
  offered: Type.Unknown(),
});

const Changed = Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() });

const Missing = Type.Object({ pointer: Type.String(), code: Type.String(), detail: Type.String() });

export const ContactView = Type.Object(
  { name: Type.String(), email: Type.String(), phone: Type.String() },
  { $id: 'ListingContact' },
);

/** Whom to ask (S22 Art. 31); empty texts once erased. */
const OfficerView = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  phone: Type.String(),
  email: Type.String(),
});

const ChangeView = Type.Object({
  no: Type.Integer(),
  class: Type.Enum(CHANGE_CLASSES),
  status: Type.Enum(['REQUESTED', 'APPLIED', 'REJECTED', 'WITHDRAWN']),
  requestedOn: Type.String({ format: 'date' }),
  reason: Type.String(),
  changed: Type.Array(Changed),
  prices: Type.Optional(Type.Array(PriceLine)),
  certificates: Type.Optional(Type.Array(Certificate)),
  service: Type.Optional(Type.Partial(ServiceProfile)),
  expertOpinion: Type.Optional(Type.String()),
  decidedOn: Type.Optional(Type.String({ format: 'date' })),
  decisionReason: Type.Optional(Type.String()),
});

const Presentation = Type.Object({
  imageUrls: Type.Array(Type.String()),
  manualUrl: Type.Optional(Type.String()),
  trialUrl: Type.Optional(Type.String()),
});

/** What only the supplier of the listing, NIA and the auditor see. */
const FileView = Type.Object({
  createdOn: Type.String({ format: 'date' }),
  selectedVersion: Type.Integer({ description: 'Version of the application that was voted on' }),
  differences: Type.Array(Difference, { description: 'From what was selected' }),
  missing: Type.Array(Missing, { description: 'Before it can be submitted' }),
  draft: Type.Optional(
    Type.Object(
      {
        service: ServiceProfile,
        prices: Type.Array(PriceLine),
        certificates: Type.Array(Certificate),
        presentation: Presentation,
      },
      { description: 'What the supplier had begun when NIA published the minimum; it is not listed (R-22)' },
    ),
  ),
  contact: Type.Optional(ContactView),
  officer: Type.Optional(OfficerView),
  returned: Type.Optional(Type.Object({ on: Type.String({ format: 'date' }), reason: Type.String() })),
  suspensionReason: Type.Optional(Type.String()),
  incidents: Type.Optional(
    Type.Array(
      Type.Object({
        contractId: Id,
        incidentNo: Type.Integer(),
        class: Code,
        startedAt: Instant,
        endedAt: Type.Optional(Instant),
        reportedAt: Instant,
      }),
      { description: 'Incidents of which NIA has still to say whether they suspend the listing' },
    ),
  ),
  suspensionText: Type.Optional(BilingualView),
  renewal: Type.Optional(
    Type.Object({ requestedOn: Type.String({ format: 'date' }), graceUntil: Type.String({ format: 'date' }) }),
  ),
  renewalRefused: Type.Optional(Type.Object({ on: Type.String({ format: 'date' }), reason: Type.String() })),
  delistingRequest: Type.Optional(
    Type.Object({
      requestedOn: Type.String({ format: 'date' }),
      lastDay: Type.String({ format: 'date' }),
      reason: Type.String(),
    }),
  ),
  changes: Type.Array(ChangeView),
});

const Banner = Type.Object(
  { cause: Type.String(), since: Type.String({ format: 'date' }) },
  { description: 'Shown while suspended' },
);

export const ListingView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer({ description: 'For If-Match; the version of the content is contentVersion' }),
    self: Type.String(),
    listingNo: Type.String(),
    applicationId: Type.String(),
    status: FactsSchema.properties.status,
    contentVersion: Type.Integer({ description: 'The version contracts pin' }),
    selectedOn: Type.String({ format: 'date' }),
    sessionNo: Type.Integer(),
    publishedOn: Type.Optional(Type.String({ format: 'date' })),
    validTo: Type.Optional(Type.String({ format: 'date' })),
    grade: Type.Optional(Type.String()),
    supplier: SupplierFacts,
    service: ServiceProfile,
    prices: Type.Array(PriceLine),
    certificates: Type.Array(Certificate),
    agreement: FactsSchema.properties.agreement,
    nisVerifications: FactsSchema.properties.nisVerifications,
    successor: FactsSchema.properties.successor,
    presentation: Presentation,
    banner: Type.Optional(Banner),
    delisting: Type.Optional(
      Type.Object(
        { announcedOn: Type.String({ format: 'date' }), lastDay: Type.String({ format: 'date' }) },
        { description: 'It is listed for the last time on this day' },
      ),
    ),
    endedOn: Type.Optional(
      Type.String({ format: 'date', description: 'EXPIRED, DELISTED or CANCELLED since. Running contracts go on' }),
    ),
    contractCount: Type.Integer(),
    institutionCount: Type.Integer(),
    viewCount: Type.Integer({ description: 'In the last days (catalog.viewDays), its own people and NIA left out' }),
    deadlines: Type.Array(DeadlineView, { description: 'Open ones, for those who work on the listing' }),
    file: Type.Optional(FileView),
  },
  { $id: 'Listing' },
);
export type ListingView = Static<typeof ListingView>;

/** Whether a view carries the person to write to. */
export const hasContact = (view: Partial<ListingView>): boolean => view.file?.contact !== undefined;

export interface ListingToShow {
  readonly id: string;
  readonly version: number;
  readonly state: ListingState;
  readonly count: ContractCount;
  readonly viewCount: number;
  readonly withFile: boolean;
}

export function listingView(
  { id, version, state, count, viewCount, withFile }: ListingToShow,
  moment: Moment,
): ListingView {
  const { facts, presentation, suspension, publishedOn, delisting, endedOn } = state;
  const { listingId: _listingId, version: contentVersion, ...shown } = facts;
  return {
    id,
    version,
    self: `/v1/listings/${id}`,
    ...shown,
    contentVersion,
    ...(publishedOn !== undefined && { publishedOn }),
    presentation: shownOf(presentation),
    ...(suspension !== undefined && { banner: { cause: suspension.cause, since: suspension.since } }),
    ...(delisting !== undefined && { delisting }),
    ...(endedOn !== undefined && { endedOn }),
    ...count,
    viewCount,
    deadlines: withFile ? state.deadlines.map((deadline) => deadlineView(deadline, moment.at)) : [],
    ...(withFile && { file: fileView(state, moment) }),
  };
}

function fileView(state: ListingState, moment: Moment): Static<typeof FileView> {
  const { draft, contact, officer, returned, suspension, incidents, renewal, renewalRefused, delistingRequest } = state;
  return {
    createdOn: state.createdOn,
    selectedVersion: state.selected.applicationVersion,
    differences: [...differencesFromSelected(state)],
    missing: state.facts.status === 'PREPARING' ? [...missingParts(state, moment)] : [],
    ...(draft !== undefined && {
      draft: {
        service: draft.service,
        prices: [...draft.prices],
        certificates: [...draft.certificates],
        presentation: shownOf(draft.presentation),
      },
    }),
    ...(contact !== undefined && { contact }),
    ...(officer !== undefined && { officer: officerView(officer) }),
    ...(returned !== undefined && { returned }),
    ...(suspension?.reason !== undefined && { suspensionReason: suspension.reason }),
    ...(incidents !== undefined && { incidents: [...incidents] }),
    ...(suspension?.code !== undefined && { suspensionText: SYSTEM_REASONS[suspension.code] }),
    ...(renewal !== undefined && { renewal }),
    ...(renewalRefused !== undefined && { renewalRefused }),
    ...(delistingRequest !== undefined && { delistingRequest }),
    changes: state.changes.map(({ prices, certificates, changed, ...change }) => ({
      ...change,
      changed: [...changed],
      ...(prices !== undefined && { prices: [...prices] }),
      ...(certificates !== undefined && { certificates: [...certificates] }),
    })),
  };
}

const shownOf = (presentation: ListingState['presentation']): Static<typeof Presentation> => ({
  ...presentation,
  imageUrls: [...presentation.imageUrls],
});

const officerView = ({ name, unit, phone, email }: Officer): Static<typeof OfficerView> => ({
  name: name ?? '',
  unit,
  phone: phone ?? '',
  email: email ?? '',
});

/** One version of the content, as contracts pinned it. */
export const ListingVersionView = Type.Object(
  {
    listingId: Type.String(),
    listingNo: Type.String(),
    contentVersion: Type.Integer(),
    since: Type.String({ format: 'date-time' }),
    grade: Type.Optional(Type.String()),
    supplier: SupplierFacts,
    service: ServiceProfile,
    prices: Type.Array(PriceLine),
    certificates: Type.Array(Certificate),
  },
  { $id: 'ListingVersion' },
);
export type ListingVersionView = Static<typeof ListingVersionView>;

export const listingVersionView = (facts: ListingFacts, since: Date): ListingVersionView => ({
  listingId: facts.listingId,
  listingNo: facts.listingNo,
  contentVersion: facts.version,
  since: since.toISOString(),
  ...(facts.grade !== undefined && { grade: facts.grade }),
  supplier: facts.supplier,
  service: facts.service,
  prices: facts.prices,
  certificates: facts.certificates,
});

/** The versions of the content, each with what it changed: for anyone who may read the listing. */
export const ListingVersionsView = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        contentVersion: Type.Integer(),
        since: Type.String({ format: 'date-time' }),
        self: Type.String(),
        changed: Type.Array(Changed, { description: 'From the version before; none for the first' }),
      }),
    ),
  },
  { $id: 'ListingVersions' },
);
export type ListingVersionsView = Static<typeof ListingVersionsView>;

/** One published version, and when it came. */
export interface ListingVersion {
  readonly facts: ListingFacts;
  readonly since: Date;
}

/** Newest first. */
export const listingVersionsView = (versions: readonly ListingVersion[]): ListingVersionsView => ({
  items: versions
    .map(({ facts, since }, i) => ({
      contentVersion: facts.version,
      since: since.toISOString(),
      self: `/v1/listings/${facts.listingId}/versions/${facts.version}`,
      changed: [...changedBetween(versions[i - 1]?.facts, facts)],
    }))
    .toReversed(),
});
