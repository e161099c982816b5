import { personas } from '#testing/personas.js';
import {
  askingQuotes,
  choosing,
  entry,
  negotiated,
  planned,
  quoting,
  secondListing,
} from '../../testing/contract-steps.js';
import { declineRequest } from './answering.js';

describe('The choice', () => {
  it('waits until the answers are due: they are sealed before', () => {
    negotiated('quoted').on('2025-10-10 18:00').when(choosing()).thenRefused('OFFERS_SEALED');
  });

  it('does not wait for a supplier that declined', () => {
    negotiated('quoting')
      .on('2025-10-01')
      .given((contract, moment) =>
        declineRequest(contract, { supplier: personas.supplier, requestNo: 1, reason: '일정' }, moment),
      )
      .when(choosing())
      .thenRefused('NO_VALID_OFFER');
  });

  it('needs an offer that is still valid', () => {
    negotiated('quoted').on('2025-11-10').when(choosing()).thenRefused('NO_VALID_OFFER');
  });

  it('rests on a saved comparison when there was more than one candidate', () => {
    const offered = planned()
      .on('2025-09-30')
      .given(askingQuotes(entry(), entry(secondListing)))
      .on('2025-10-10')
      .given(quoting())
      .on('2025-10-13');
    offered.when(choosing()).thenRefused('COMPARISON_MISSING');
    const chosen = offered.given(choosing({ comparisonId: '018f6f2a-0000-7000-8000-00000000000c' }));
    expect(chosen.state.status).toBe('NEGOTIATING');
  });
});
