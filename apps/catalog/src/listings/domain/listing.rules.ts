import type { ListingFacts, ListingReference } from '#common/events/definitions/listing-facts.js';
import type { PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { disclosureFaults } from '#common/kernel/disclosure.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { comparePrices } from '#common/kernel/money.js';
import { priceModelFaults } from '#common/kernel/price-model.js';
import { repeatedAt } from '#common/kernel/repeated.js';
import { certifiedOf, gradeOn, uncertified } from './certificates.rules.js';
import type { ListingState, Reminder } from './listing.state.js';

/** The facts of a listing after a change, as every event from its publication on carries them; made nowhere else. */
export function factsAfter(
  state: Pick<ListingState, 'facts' | 'agreements'>,
  change: Partial<ListingFacts>,
  today: Day,
): ListingFacts {
  const { grade: _grade, agreement: _agreement, ...rest } = { ...state.facts, ...change };
  const grade = gradeOn(rest.certificates, today);
  const agreement = newest(state.agreements);
  return { ...rest, ...(grade !== undefined && { grade }), ...(agreement !== undefined && { agreement }) };
}

/** What leaves the service of a listing that is not public. */
export const referenceTo = (
  { listingId, listingNo, applicationId, version, selectedOn, sessionNo }: ListingFacts,
  status: ListingReference['status'],
): ListingReference => ({ listingId, listingNo, applicationId, version, status, selectedOn, sessionNo });

const newest = (agreements: ListingState['agreements']) =>
  [...agreements]
    .sort((a, b) =>
      a.validFrom === b.validFrom ? a.number.localeCompare(b.number) : a.validFrom < b.validFrom ? -1 : 1,
    )
    .at(-1);

/** Listed for all to see, with a banner while suspended. */
export const isListed = ({ facts }: ListingState): boolean => facts.status === 'ACTIVE' || facts.status === 'SUSPENDED';

/** Nothing follows these: a service that is to be listed again is selected again. */
const ENDS: readonly ListingState['facts']['status'][] = ['EXPIRED', 'DELISTED', 'CANCELLED'];
export const isEnded = ({ facts }: ListingState): boolean => ENDS.includes(facts.status);

/** the supplier completes within 10 business days, reminded after 5; later is late, but possible. */
export function completionPlan(moment: Moment): {
  readonly deadline: Deadline;
  readonly reminders: readonly Reminder[];
} {
  const { calendar, policy, today } = moment;
  const days = policy['catalog.completionBusinessDays'];
  const remindOn = calendar.add(today, policy['catalog.completionReminderBusinessDays']);
  return {
    deadline: dueInBusinessDays(moment, { key: 'COMPLETION', days, rule: 'A-21' }),
    reminders: [{ about: 'COMPLETION', on: remindOn, endsOn: calendar.add(today, days) }],
  };
}

/** Key of the deadline for NIA's answer to a supplier that asks for the end of its listing. */
export const DELISTING = 'DELISTING';

/** Key of the deadline for NIA to resume a listing whose suspension has lost its cause. */
export const RESUMPTION = 'RESUMPTION';

/** Key of the deadline for the answer to a renewal. */
export const RENEWAL = 'RENEWAL';

/** Key of the deadline for NIA's answer to a reported incident. */
export const SUSPENSION_REVIEW = 'SUSPENSION_REVIEW';

/** Key of the deadline of a change request. */
export const changeKey = (no: number): string => `CHANGE_${no}`;

/** A typing error of some digits is refused where it is made. @throws Refusal 422 AMOUNT_IMPLAUSIBLE */
export function ensurePlausiblePrices(prices: readonly PriceLine[], { policy }: Pick<Moment, 'policy'>): void {
  const most = policy['services.priceMax'];
  const above = prices.findIndex((price) => comparePrices(price, { unitPrice: most, vatIncluded: true }) > 0);
  ensure(above === -1, () =>
    invalid(
      'AMOUNT_IMPLAUSIBLE',
      `Price line ${prices[above]?.code} is above ${most} won with VAT (services.priceMax): check the figures.`,
      [{ pointer: `/prices/${above}/unitPrice`, code: 'AMOUNT_IMPLAUSIBLE', detail: `at most ${most} won with VAT` }],
    ),
  );
}

/** A price line is known by its code: quotes and contracts refer to it. */
export function ensureDistinctCodes(prices: readonly PriceLine[]): void {
  const repeated = repeatedAt(prices, ({ code }) => code);
  ensure(repeated.length === 0, () =>
    invalid(
      'PRICE_CODE_REPEATED',
      `Price line ${prices[repeated[0] ?? 0]?.code} stands in the table twice: give every line its own code.`,
      repeated.map((i) => ({
        pointer: `/prices/${i}/code`,
        code: 'PRICE_CODE_REPEATED',
        detail: 'already used above',
      })),
    ),
  );
}

/** Tiers and meters fit their line. @throws Refusal 422 TIERS_NOT_FALLING, METER_NOT_BY_USE */
export function ensurePriceModel(prices: readonly PriceLine[]): void {
  const faults = priceModelFaults(prices);
  const [first] = faults;
  if (first !== undefined) throw invalid(first.code, `${faults.length} points of the prices do not fit.`, faults);
}

/** What is disclosed fits the service. @throws Refusal 422 AI_NOT_STATED, AI_NETWORK_NOT_OFFERED */
export function ensureDisclosures(service: ServiceProfile): void {
  const faults = disclosureFaults(service);
  const [first] = faults;
  if (first !== undefined)
    throw invalid(first.code, `What the service discloses does not fit it: ${first.detail}.`, faults);
}

/** No catalog entry without the certificates its kind needs, one for each infrastructure. */
export function ensureCertified(state: Pick<ListingState, 'facts'>, moment: Moment): void {
  const { service, certificates, listingNo } = state.facts;
  const missing = uncertified(certifiedOf(service, certificates), moment);
  ensure(missing.length === 0, () =>
    wrongState(
      'CERTIFICATE_MISSING',
      `Listing ${listingNo} has no certificate valid on ${moment.today}${forWhich(missing)} (A-01): add a valid one first.`,
    ),
  );
}

/** Where several infrastructures may be meant, which. */
export const forWhich = (infrastructures: readonly string[]): string => {
  const named = infrastructures.filter((name) => name !== '');
  return named.length === 0 ? '' : ` for ${named.join(', ')}`;
};
