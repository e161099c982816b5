import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, Refusal, wrongState, type FieldError } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import { certifiedOf, gradeOn, isCertified } from './certificates.rules.js';
import type { ListingEvent } from './listing.events.js';
import {
  completionPlan,
  ensureDisclosures,
  ensureDistinctCodes,
  ensurePlausiblePrices,
  ensurePriceModel,
} from './listing.rules.js';
import type { ContactPerson, ListingState, Presentation } from './listing.state.js';

/** One listing per selected service: a selection delivered twice finds the listing there (§11.6 invariant 1). */
export const listingIdOf = (applicationId: string): string => derivedId('listing', applicationId);

/** Readable, and unique without a counter to race for: year, session, eight digits of the application. */
const listingNoOf = (selected: ServiceSelected): string => {
  const digits = derivedId('listing-no', selected.applicationId).slice(0, 8).toUpperCase();
  return `DS-${selected.decidedOn.slice(0, 4)}-${String(selected.sessionNo).padStart(3, '0')}-${digits}`;
};

/** The listing of a selected service (선정), prefilled from the version that was voted on. */
export function createListing(selected: ServiceSelected, moment: Moment): readonly ListingEvent[] {
  const { applicationId, applicationVersion, decidedOn, sessionNo, supplier, service, prices, certificates } = selected;
  const grade = gradeOn(certificates, moment.today);
  const content = { supplier, service, prices, certificates, ...(grade !== undefined && { grade }) };
  return [
    {
      type: 'ListingCreated',
      data: {
        listingId: listingIdOf(applicationId),
        listingNo: listingNoOf(selected),
        applicationId,
        version: 1,
        status: 'PREPARING',
        selectedOn: decidedOn,
        sessionNo,
      },
      // Nobody is asked to complete what was listed years ago: its record does.
      details: { applicationVersion, content, ...(selected.migrated ? { reminders: [] } : completionPlan(moment)) },
    },
  ];
}

/** What a supplier may write into its listing; what is left out stays as it is. */
export interface Completion {
  readonly service?: Partial<ServiceProfile>;
  readonly prices?: readonly PriceLine[];
  readonly certificates?: readonly Certificate[];
  readonly contact?: ContactPerson;
  readonly presentation?: Partial<Presentation>;
}

/** The supplier completes its listing, as often as it likes before it submits it. */
export function completeListing(state: ListingState, completion: Completion, moment: Moment): readonly ListingEvent[] {
  ensure(state.facts.status === 'PREPARING', () =>
    wrongState(
      'LISTING_NOT_PREPARING',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only a listing in preparation is completed; ask for a change instead.`,
    ),
  );
  const prices = completion.prices ?? state.facts.prices;
  ensureDistinctCodes(prices);
  ensurePlausiblePrices(prices, moment);
  ensurePriceModel(prices);
  const service = { ...state.facts.service, ...completion.service };
  ensureDisclosures(service);
  const contact = completion.contact ?? state.contact;
  return [
    {
      type: 'ListingCompleted',
      data: {
        service,
        prices,
        certificates: completion.certificates ?? state.facts.certificates,
        presentation: { ...state.presentation, ...completion.presentation },
      },
      details: { ...(contact !== undefined && { contact }) },
    },
  ];
}

/** The supplier says its listing is complete; NIA checks it within 3 business days. */
export function submitListing(state: ListingState, moment: Moment): readonly ListingEvent[] {
  ensure(state.facts.status === 'PREPARING', () =>
    wrongState(
      'LISTING_NOT_PREPARING',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: it was submitted already.`,
    ),
  );
  const missing = missingParts(state, moment);
  if (missing.length > 0) {
    const detail = `Listing ${state.facts.listingNo} lacks ${missing.map((part) => part.detail).join('; ')}: complete it first.`;
    throw new Refusal('state', 'LISTING_INCOMPLETE', detail, missing);
  }
  const days = moment.policy['catalog.publicationBusinessDays'];
  const deadline = dueInBusinessDays(moment, { key: 'PUBLICATION', days, rule: 'A-21' });
  return [{ type: 'ListingSubmitted', data: { deadline } }];
}

/** What a listing still lacks before it may be submitted (§11.3). */
export function missingParts(state: ListingState, moment: Moment): readonly FieldError[] {
  const { service, prices, certificates } = state.facts;
  const needed: readonly (readonly [present: boolean, pointer: string, code: string, detail: string])[] = [
    [prices.length > 0, '/prices', 'PRICES_MISSING', 'a price line'],
    [service.sla.description.trim() !== '', '/service/sla', 'SLA_MISSING', 'service levels'],
    [service.networks.length > 0, '/service/networks', 'NETWORKS_MISSING', 'a network environment'],
    [state.contact !== undefined, '/contact', 'CONTACT_MISSING', 'a contact person'],
    [
      isCertified(certifiedOf(service, certificates), moment),
      '/certificates',
      'CERTIFICATE_MISSING',
      'a certificate valid today (A-01)',
    ],
  ];
  return needed.filter(([present]) => !present).map(([, pointer, code, detail]) => ({ pointer, code, detail }));
}
