import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { certifiedOf, uncertified } from './certificates.rules.js';
import { beforeAndAfter, differences, type Difference } from './content.rules.js';
import type { AppliedChange, ChangeReference, ListingEvent } from './listing.events.js';
import {
  changeKey,
  ensureDisclosures,
  ensureDistinctCodes,
  ensurePlausiblePrices,
  ensurePriceModel,
  factsAfter,
  forWhich,
  isListed,
} from './listing.rules.js';
import type {
  ChangeClass,
  ChangedContent,
  ChangedField,
  ChangeRequest,
  ContactPerson,
  ListingState,
  Presentation,
} from './listing.state.js';
import { validityPlan, validTo } from './validity.rules.js';

/** 변경 신청: one part of the listing, as it is to be. A part of the service or of the presentation keeps the rest. */
export interface RequestedChange extends ChangedContent {
  readonly contact?: ContactPerson;
  readonly presentation?: Partial<Presentation>;
  readonly reason: string;
}

/**
 * what makes nothing dearer and nothing less applies at once, whatever else waits. Each other class has one
 * change at a time that waits for NIA.
 * @throws Refusal 409 LISTING_NOT_ACTIVE, CHANGE_PENDING; 422 CHANGE_AMBIGUOUS, KIND_FIXED, PRICES_MISSING,
 *   PRICE_CODE_REPEATED, AMOUNT_IMPLAUSIBLE, TIERS_NOT_FALLING, METER_NOT_BY_USE, AI_NOT_STATED,
 *   AI_NETWORK_NOT_OFFERED, NOTHING_CHANGED
 */
export function requestChange(state: ListingState, change: RequestedChange, moment: Moment): readonly ListingEvent[] {
  ensureChangeable(state);
  ensureOnePart(change);
  if (change.prices !== undefined) ensurePlausiblePrices(change.prices, moment);
  const { contact, presentation, reason, ...content } = change;
  if (contact !== undefined) return [{ type: 'ListingContactChanged', data: {}, details: { contact }, reason }];
  if (presentation !== undefined) return present(state, presentation, reason);
  const found = whatChanges(state.facts, content);
  ensure(found.length > 0, () => invalid('NOTHING_CHANGED', 'What was sent is listed already.'));
  const no = state.changes.length + 1;
  const kind = classOf(found, content);
  const about = { no, class: kind, changed: found.map(beforeAndAfter) };
  if (kind === 'MINOR') return apply(state, about, content, { reason, moment });
  ensureNonePending(state, kind);
  const deadline = dueInBusinessDays(moment, { key: changeKey(no), days: moment.policy[WITHIN[kind]], rule: 'A-12' });
  return [{ type: 'ListingChangeRequested', data: { ...about, ...content, deadline }, reason }];
}

const PARTS = ['prices', 'certificates', 'service', 'presentation', 'contact'] as const;

function ensureOnePart(change: RequestedChange): void {
  const parts = PARTS.filter((part) => change[part] !== undefined);
  ensure(parts.length === 1, () =>
    invalid(
      'CHANGE_AMBIGUOUS',
      `A change is about one of ${PARTS.join(', ')}, and this is about ${parts.join(', ') || 'none'}: send one for each.`,
    ),
  );
  if (change.prices === undefined) return;
  ensureDistinctCodes(change.prices);
  ensurePriceModel(change.prices);
  ensure(change.prices.length > 0, () =>
    invalid('PRICES_MISSING', 'A listing has at least one price line: send the whole new table.'),
  );
}

function present(state: ListingState, part: Partial<Presentation>, reason: string): readonly ListingEvent[] {
  const before = state.presentation;
  const presentation = { ...before, ...part };
  ensure(JSON.stringify(presentation) !== JSON.stringify(before), () =>
    invalid('NOTHING_CHANGED', 'What was sent is listed already.'),
  );
  return [{ type: 'ListingPresentationChanged', data: { before, presentation }, reason }];
}

function whatChanges(facts: ListingFacts, content: ChangedContent): readonly Difference[] {
  const { prices = facts.prices, certificates = facts.certificates } = content;
  if (content.service !== undefined) ensureDisclosures({ ...facts.service, ...content.service });
  const found = differences(facts, { service: { ...facts.service, ...content.service }, prices, certificates });
  const fixed = found.find(({ field }) => field === 'service.kind' || field === 'service.subtype');
  ensure(fixed === undefined, () =>
    invalid(
      'KIND_FIXED',
      `Listing ${facts.listingNo} was selected as ${facts.service.kind}, ${facts.service.subtype}: another kind or subtype is for the committee, so apply for it (A-12).`,
      [{ pointer: `/${(fixed?.field ?? '').replaceAll('.', '/')}`, code: 'KIND_FIXED', detail: 'as it was selected' }],
    ),
  );
  return found;
}

/** The class that asks most; other certificates always wait for a check. */
function classOf(found: readonly Difference[], { certificates }: ChangedContent): ChangeClass {
  if (certificates !== undefined) return 'CERTIFICATE';
  return found.find((one) => one.class !== 'MINOR')?.class ?? 'MINOR';
}

function ensureNonePending(state: ListingState, kind: ChangeClass): void {
  const pending = state.changes.find((one) => one.status === 'REQUESTED' && one.class === kind);
  ensure(pending === undefined, () =>
    wrongState(
      'CHANGE_PENDING',
      `Change ${pending?.no} of listing ${state.facts.listingNo} is of class ${kind} too and is not decided yet: wait for it, or withdraw it.`,
    ),
  );
}

const WITHIN = {
  PRICE: 'catalog.priceChangeBusinessDays',
  CERTIFICATE: 'catalog.certificateChangeBusinessDays',
  MATERIAL: 'catalog.materialChangeBusinessDays',
} as const satisfies Readonly<Record<Exclude<ChangeClass, 'MINOR'>, keyof PolicyValues>>;

export interface ChangeDecision {
  readonly no: number;
  readonly reason: string;
  /** What an expert found; a material change is not approved without it. */
  readonly expertOpinion?: string;
}

/**
 * NIA approves a change: it applies at once. What else changed since it was asked for stays.
 * @throws Refusal 409 LISTING_NOT_ACTIVE, CHANGE_DECIDED, EXPERT_OPINION_MISSING, CERTIFICATE_MISSING, PRICES_MISSING;
 *   422 CHANGE_UNKNOWN, AI_NOT_STATED, AI_NETWORK_NOT_OFFERED
 */
export function approveChange(state: ListingState, decision: ChangeDecision, moment: Moment): readonly ListingEvent[] {
  ensureChangeable(state);
  const { no, reason, expertOpinion } = decision;
  const { class: kind, changed, prices, certificates, service } = requested(state, no);
  ensure(kind !== 'MATERIAL' || expertOpinion !== undefined, () =>
    wrongState(
      'EXPERT_OPINION_MISSING',
      `Change ${no} of listing ${state.facts.listingNo} is material: an expert looks at it first, and the approval states the opinion (A-12).`,
    ),
  );
  const content = {
    ...(prices !== undefined && { prices: pricesAfter(state.facts.prices, changed, prices) }),
    ...(certificates !== undefined && { certificates }),
    ...(service !== undefined && { service: fieldsAbout(service, changed) }),
  };
  // What it disclosed may be another since the request.
  if (content.service !== undefined) ensureDisclosures({ ...state.facts.service, ...content.service });
  const applied = { no, class: kind, changed, ...(expertOpinion !== undefined && { expertOpinion }) };
  return apply(state, applied, content, { reason, moment });
}

/** The lines that the change was about, as it asked; all others as they are today, so no discount since is lost. */
function pricesAfter(
  today: readonly PriceLine[],
  changed: readonly ChangedField[],
  asked: readonly PriceLine[],
): readonly PriceLine[] {
  const codes = new Set(changed.map(({ field }) => field.replace(/^prices\./u, '')));
  const kept = today.flatMap((line) =>
    codes.has(line.code) ? asked.filter(({ code }) => code === line.code) : [line],
  );
  const added = asked.filter(({ code }) => codes.has(code) && kept.every((line) => line.code !== code));
  return [...kept, ...added];
}

/** Of the fields that came with it those that the change was about: the others may have become better since. */
const fieldsAbout = (asked: Partial<ServiceProfile>, changed: readonly ChangedField[]): Partial<ServiceProfile> =>
  Object.fromEntries(
    Object.entries(asked).filter(([field]) => changed.some((one) => one.field === `service.${field}`)),
  ) as Partial<ServiceProfile>;

/** NIA rejects a change: the listing stays as it is. */
export function rejectChange(state: ListingState, decision: ChangeDecision): readonly ListingEvent[] {
  const change = requested(state, decision.no);
  return [{ type: 'ListingChangeRejected', data: { no: change.no, class: change.class }, reason: decision.reason }];
}

/** The supplier withdraws a change that waits. 409 CHANGE_DECIDED; 422 CHANGE_UNKNOWN. */
export function withdrawChange(state: ListingState, withdrawal: ChangeDecision): readonly ListingEvent[] {
  const change = requested(state, withdrawal.no);
  return [{ type: 'ListingChangeWithdrawn', data: { no: change.no, class: change.class }, reason: withdrawal.reason }];
}

interface Occasion {
  readonly reason: string;
  readonly moment: Moment;
}

/** Content gets a new version; contracts that pinned an older one keep it. */
function apply(
  state: ListingState,
  change: AppliedChange,
  content: ChangedContent,
  { reason, moment }: Occasion,
): readonly ListingEvent[] {
  const version = state.facts.version + 1;
  if (content.prices !== undefined) {
    ensure(content.prices.length > 0, () =>
      wrongState('PRICES_MISSING', `Change ${change.no} would leave no price line: reject it.`),
    );
    const data = factsAfter(state, { version, prices: [...content.prices] }, moment.today);
    return [{ type: 'ListingPriceChanged', data, details: change, reason }];
  }
  const service = { ...state.facts.service, ...content.service };
  // No certificate is asked of a better text: MINOR applies always, and the cover stays.
  if (change.class === 'MINOR') {
    const data = factsAfter(state, { version, service }, moment.today);
    return [{ type: 'ListingChanged', data, details: { change }, reason }];
  }
  const certificates = [...(content.certificates ?? state.facts.certificates)];
  const basis = { from: state.validityFrom, ...certifiedOf(service, certificates) };
  ensureCertifiedBy(change, certificates, uncertified(basis, moment), moment);
  const until = validTo(basis, moment);
  return [
    {
      type: 'ListingChanged',
      data: factsAfter(state, { version, service, certificates, validTo: until }, moment.today),
      details: { change, plan: validityPlan(basis, until, state.reminded, moment) },
      reason,
    },
  ];
}

function ensureCertifiedBy(
  { no }: ChangeReference,
  certificates: readonly Certificate[],
  missing: readonly string[],
  { today }: Moment,
): void {
  ensure(missing.length === 0, () =>
    wrongState(
      'CERTIFICATE_MISSING',
      `With change ${no} none of ${certificates.length} certificates is valid on ${today}${forWhich(missing)} (A-01).`,
    ),
  );
}

/** A suspended listing may change too: a replaced certificate is how some suspensions end. */
function ensureChangeable(state: ListingState): void {
  ensure(isListed(state), () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only a published listing is changed.`,
    ),
  );
}

function requested(state: ListingState, no: number): ChangeRequest {
  const change = state.changes.find((one) => one.no === no);
  if (change === undefined)
    throw invalid('CHANGE_UNKNOWN', `Listing ${state.facts.listingNo} has no change request ${no}.`);
  ensure(change.status === 'REQUESTED', () =>
    wrongState('CHANGE_DECIDED', `Change ${no} is ${change.status} already.`),
  );
  return change;
}
