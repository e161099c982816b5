import type { Network, NisVerification } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isListed } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/** Outcomes of a security review; one with conditions names them in the paper of the reference number. */
export const NIS_OUTCOMES = ['SUITABLE', 'SUITABLE_WITH_CONDITIONS', 'NOT_SUITABLE'] as const;

/** A result as an officer enters it. */
export interface NisResult extends NisVerification {
  readonly outcome: (typeof NIS_OUTCOMES)[number];
}

/**
 * An officer records what the intelligence service found of a service on one network (국정원 보안성 검토): once, for all
 * institutions. Another one follows when the first has ended.
 * @throws Refusal 409 LISTING_NOT_ACTIVE, NETWORK_MISMATCH, NIS_RESULT_RECORDED; 422 NIS_RESULT_DAYS
 */
export function recordNisResult(state: ListingState, result: NisResult, moment: Moment): readonly ListingEvent[] {
  ensureVerifiable(state, result, moment);
  const known = resultOf(state, result.network);
  ensure(known === undefined || hasEnded(known, moment), () =>
    wrongState(
      'NIS_RESULT_RECORDED',
      `Result ${known?.referenceNo} of listing ${state.facts.listingNo} holds for network ${result.network}: correct it, or record another one when it has ended.`,
    ),
  );
  return [recorded(state, result, moment)];
}

/**
 * What was entered wrongly is put right, with the reason; the history keeps what stood there.
 * @throws Refusal 409 LISTING_NOT_ACTIVE, NETWORK_MISMATCH; 422 NIS_RESULT_DAYS, NIS_RESULT_UNKNOWN, NOTHING_CHANGED
 */
export function correctNisResult(
  state: ListingState,
  { reason, ...result }: NisResult & { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  ensureVerifiable(state, result, moment);
  const known = resultOf(state, result.network);
  if (known === undefined)
    throw invalid(
      'NIS_RESULT_UNKNOWN',
      `Listing ${state.facts.listingNo} has no result for network ${result.network}: record it instead.`,
    );
  ensure(
    FIELDS.some((field) => known[field] !== result[field]),
    () => invalid('NOTHING_CHANGED', 'What was sent is listed already.'),
  );
  return [{ ...recorded(state, result, moment), reason }];
}

const FIELDS = ['outcome', 'referenceNo', 'decidedOn', 'validTo'] as const satisfies readonly (keyof NisVerification)[];

const resultOf = ({ facts }: ListingState, network: Network): NisVerification | undefined =>
  facts.nisVerifications?.find((one) => one.network === network);

/** A result without a last day holds until it is corrected. */
const hasEnded = ({ validTo }: NisVerification, { today }: Moment): boolean => validTo !== undefined && validTo < today;

function ensureVerifiable(
  state: ListingState,
  { network, decidedOn, validTo }: NisVerification,
  { today }: Moment,
): void {
  const { facts } = state;
  ensure(isListed(state), () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${facts.listingNo} is ${facts.status}: only a published listing is verified.`,
    ),
  );
  ensure(facts.service.networks.includes(network), () =>
    wrongState(
      'NETWORK_MISMATCH',
      `Listing ${facts.listingNo} is not offered on ${network}: name one of its networks.`,
    ),
  );
  ensure(decidedOn <= today, () => invalidDay('decidedOn', `the result is of ${today} or of a day before`));
  ensure(validTo === undefined || validTo >= decidedOn, () =>
    invalidDay('validTo', `the result holds on ${decidedOn} at least`),
  );
}

const invalidDay = (field: string, detail: string) =>
  invalid('NIS_RESULT_DAYS', `The days of the result do not fit: ${detail}.`, [
    { pointer: `/${field}`, code: 'NIS_RESULT_DAYS', detail },
  ]);

function recorded(state: ListingState, nisVerification: NisResult, { today }: Moment) {
  const others = (state.facts.nisVerifications ?? []).filter(({ network }) => network !== nisVerification.network);
  const nisVerifications = [...others, nisVerification];
  return {
    type: 'ListingChanged',
    data: factsAfter(state, { nisVerifications }, today),
    details: { nisVerification },
  } as const;
}
