import { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { proves } from '#testing/proves.js';
import { personas } from '#testing/personas.js';
import type { Decide } from '#testing/specification.js';
import {
  askingProposals,
  askingQuotes,
  choosing,
  entry,
  negotiated,
  planned,
  proposing,
  quoting,
  secondListing,
} from '../../testing/contract-steps.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { declineRequest } from './answering.js';
import { chooseSupplier, evaluateProposals } from './choosing.js';
import { ensureAnswersClosed, validOffers } from './contract.rules.js';
import { ensureCompared } from './comparison.rules.js';

describe('The choice', () => {
  it(
    'waits until the answers are due: they are sealed before',
    proves({ '11.4/supplier-chosen': ensureAnswersClosed }),
    () => {
      negotiated('quoted').on('2025-10-10 18:00').when(choosing()).thenRefused('OFFERS_SEALED');
    },
  );

  it(
    'does not wait for a supplier that declined',
    proves({ '11.4/quote-declined': declineRequest, '11.4/supplier-chosen': ensureAnswersClosed }),
    () => {
      negotiated('quoting')
        .on('2025-10-01')
        .given((contract, moment) =>
          declineRequest(contract, { supplier: personas.supplier, requestNo: 1, reason: '일정' }, moment),
        )
        .when(choosing())
        .thenRefused('NO_VALID_OFFER');
    },
  );

  it('needs an offer that is still valid', proves({ '11.4/supplier-chosen': validOffers }), () => {
    negotiated('quoted').on('2025-11-10').when(choosing()).thenRefused('NO_VALID_OFFER');
  });

  it('§5.4: has its reason on record', proves({ '5.4/choice-reason': chooseSupplier }), () => {
    negotiated('quoted')
      .on('2025-10-13')
      .when(choosing({ reason: '가용률이 가장 높다' }))
      .thenEvents({ type: 'SupplierChosen', reason: '가용률이 가장 높다' });
  });

  it('is possible on the last day of an offer', () => {
    negotiated('quoted').on('2025-11-09').when(choosing()).thenEvents('SupplierChosen');
  });

  it('§11.4: by catalog is part of the evaluation, which takes each valid proposal once, in whatever order', () => {
    const other = entry(secondListing, true);
    const asked = planned({ need: { method: 'CATALOG' } })
      .on('2025-09-30')
      .given(askingProposals(entry({}, true), other));
    const both = asked
      .on('2025-10-10')
      .given(proposing(), proposing({ entry: other, supplier: personas.competitor }))
      .on('2025-10-16');
    const evaluating =
      (...numbers: readonly number[]): Decide<ContractState, ContractEvent> =>
      (contract, moment) => {
        const evaluations = numbers.map((n) => ({ n, score: 90 + n, reason: '요구를 채운다' }));
        return evaluateProposals(
          contract,
          { evaluations, requestNo: 1, reason: '적합', entry: entry({}, true) },
          moment,
        );
      };
    both.when(choosing()).thenRefused('METHOD_IS_CATALOG');
    both.when(evaluating(1)).thenRefused('EVALUATION_INCOMPLETE');
    both.when(evaluating(1, 2, 2)).thenRefused('EVALUATION_INCOMPLETE');
    both.when(evaluating(2, 1)).thenEvents('ProposalsEvaluated');
    negotiated('quoted').on('2025-10-13').when(evaluating(1)).thenRefused('METHOD_IS_NEGOTIATED');
  });

  describe('F-25, R-28: rests on comparisons that its institution saved', () => {
    const third: Partial<ListingFacts> = { ...secondListing, listingId: id('c'), listingNo: 'DS-2025-000064' };
    const fourth: Partial<ListingFacts> = { ...secondListing, listingId: id('d'), listingNo: 'DS-2025-000065' };
    const iaas = { ...third, service: { ...entry().listing.service, subtype: 'IAAS' } };
    const [FIRST, SECOND] = [entry().listing.listingId, secondListing.listingId ?? ''];

    /** Asked with these listings, and offered on the requests with these numbers. */
    const offered = (listings: readonly Partial<ListingFacts>[], answered: readonly number[]) => {
      const asked = planned()
        .on('2025-09-30')
        .given(askingQuotes(entry(), ...listings.map((one) => entry(one))))
        .on('2025-10-10');
      return answered
        .reduce((contract, n) => {
          const listing = n === 1 ? {} : (listings[n - 2] ?? {});
          const person = n === 1 ? personas.supplier : personas.competitor;
          return contract.given(quoting({ entry: entry(listing), supplier: person, requestNo: n === 1 ? 1 : n - 1 }));
        }, asked)
        .on('2025-10-13');
    };
    const saved = (comparisonId: string, ...listingIds: string[]): ComparisonSaved => ({
      ...ComparisonSaved.sample,
      comparisonId,
      listingIds,
    });
    const by = (...comparisons: ComparisonSaved[]) =>
      choosing({ comparisons, comparisonIds: comparisons.map(({ comparisonId }) => comparisonId) });

    it(
      'whenever more than one listing was asked',
      proves({ 'R-28': ensureCompared, '5.4/choice-reason': ensureCompared }),
      () => {
        offered([secondListing], [1]).when(choosing()).thenRefused('COMPARISON_MISSING');
        offered([secondListing], [1])
          .when(by(saved('a', FIRST, SECOND)))
          .thenEvents({ type: 'SupplierChosen', data: { comparisonIds: ['a'] } });
        offered([], [1])
          .when(choosing())
          .thenEvents({ type: 'SupplierChosen', data: { comparisonIds: [] } });
      },
    );

    it(
      'and not on one that is unknown, of another institution, or without the chosen listing',
      proves({ 'R-28': ensureCompared }),
      () => {
        const two = offered([secondListing], [1]);
        two.when(choosing({ comparisonIds: ['a'], comparisons: [] })).thenRefused('COMPARISON_UNKNOWN');
        const ofOthers = { ...saved('a', FIRST, SECOND), institution: '1000002' };
        two.when(by(ofOthers)).thenRefused('COMPARISON_UNKNOWN');
        two.when(by(saved('a', SECOND, id('c')))).thenRefused('COMPARISON_WITHOUT_CHOICE');
        two
          .when(choosing({ comparisonIds: ['a', 'b'], comparisons: [saved('a', FIRST, SECOND)] }))
          .thenRefused('COMPARISON_UNKNOWN');
      },
    );

    it('on several for more than three candidates', proves({ 'R-28': ensureCompared }), () => {
      const four = offered([secondListing, third, fourth], [1, 2, 3, 4]);
      const one = saved('a', FIRST, SECOND, id('c'));
      four.when(by(one)).thenRefused('COMPARISON_INCOMPLETE');
      four
        .when(by(one, saved('b', FIRST, id('d'))))
        .thenEvents({ type: 'SupplierChosen', data: { comparisonIds: ['a', 'b'] } });
      // A listing whose supplier offered nothing need not be compared.
      offered([secondListing, third, fourth], [1, 2, 3]).when(by(one)).thenEvents('SupplierChosen');
    });

    it(
      'on those of its own subtype, where one listing of another is like none',
      proves({ 'R-28': ensureCompared }),
      () => {
        const mixed = offered([secondListing, iaas], [1, 2, 3]);
        mixed.when(by(saved('a', FIRST, SECOND))).thenEvents('SupplierChosen');
        const twoOfEach = offered([secondListing, iaas, { ...iaas, listingId: id('d') }], [1, 2, 3, 4]);
        twoOfEach.when(by(saved('a', FIRST, SECOND))).thenRefused('COMPARISON_INCOMPLETE');
        twoOfEach.when(by(saved('a', FIRST, SECOND), saved('b', id('c'), id('d')))).thenEvents('SupplierChosen');
      },
    );
  });
});

function id(tail: string): string {
  return `018f6f2a-0000-7000-8000-0000000000c${tail}`;
}
