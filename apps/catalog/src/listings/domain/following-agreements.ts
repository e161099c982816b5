import type { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/**
 * The listing shows the agreement that is in force. Agreements of one listing are different subjects, whose events may
 * arrive in either order: so the listing remembers each by its id, and the end of an older one never hides a newer one.
 */
export function followAgreement(
  state: ListingState,
  agreement: AgreementEventFacts,
  moment: Moment,
): readonly ListingEvent[] {
  // What is not public says nothing on the topic, and has no agreement either.
  if (state.publishedOn === undefined) return [];
  const others = state.agreements.filter((one) => one.agreementId !== agreement.agreementId);
  const agreements = [...others, ...inForce(agreement)];
  if (JSON.stringify(agreements) === JSON.stringify(state.agreements)) return [];
  return [
    {
      type: 'ListingChanged',
      data: factsAfter({ facts: state.facts, agreements }, {}, moment.today),
      details: { agreements },
    },
  ];
}

function inForce(agreement: AgreementEventFacts): ListingState['agreements'] {
  const { agreementId, status, number, validFrom, validTo } = agreement;
  if (status !== 'IN_FORCE' || number === undefined || validFrom === undefined || validTo === undefined) return [];
  return [{ agreementId, number, validFrom, validTo }];
}
