import { proves } from '#testing/proves.js';
import { conditionsOf, SEARCH_SORTS, type ListingCriteria } from './listing-search.criteria.js';

const TODAY = '2025-10-01';
const LISTED = { isListed: true };
const on = (criteria: ListingCriteria) => conditionsOf(criteria, TODAY);

describe('The search of the catalog', () => {
  it('§11.3: finds what is listed, whatever is asked', proves({ '11.3/search': conditionsOf }), () => {
    expect(on({})).toEqual([LISTED]);
  });

  it.each([
    ['kind', 'CONVERGENCE', 'facts.service.kind'],
    ['subtype', 'SAAS', 'facts.service.subtype'],
    ['category', 'DOCUMENT', 'facts.service.categories'],
    ['technology', 'AI', 'facts.service.technologies'],
    ['grade', 'MEDIUM', 'facts.grade'],
    ['network', 'INTERNAL', 'facts.service.networks'],
    ['deployment', 'PUBLIC', 'facts.service.deployment'],
    ['companySize', 'SMALL_MEDIUM', 'facts.supplier.size'],
    ['supplier', '1234567890', 'facts.supplier.businessNumber'],
    ['billingModel', 'FLAT', 'billingModels'],
    ['aiHosting', 'OWN', 'facts.service.ai.models.hosting'],
    ['aiOversight', 'HUMAN_REVIEWS', 'facts.service.ai.oversight'],
    ['aiNetwork', 'INTERNAL', 'facts.service.ai.networks'],
    ['aiTrainsOnInput', false, 'facts.service.ai.trainsOnInput'],
  ] as const)(
    '§4.5: filters by %s, compared as a value and never as an operator',
    proves({ '11.3/search': conditionsOf }),
    (criterion, wanted, path) => {
      expect(on({ [criterion]: wanted })).toEqual([LISTED, { [path]: { $eq: wanted } }]);
    },
  );

  it('§4.5: filters by infrastructure as names are compared (R-42)', proves({ '11.3/search': conditionsOf }), () => {
    expect(on({ infrastructure: '(주) 샘플　클라우드' })).toEqual([LISTED, { infrastructures: '샘플클라우드' }]);
  });

  it('keeps to one country, and to no other', proves({ '11.3/search': conditionsOf }), () => {
    expect(on({ dataLocation: 'KR' })).toEqual([LISTED, { 'facts.service.dataLocation.countries': { $eq: ['KR'] } }]);
  });

  it('§4.5: one line of the price table lies within the range', proves({ '11.3/search': conditionsOf }), () => {
    expect(on({ priceMin: 10 })).toStrictEqual([LISTED, { amounts: { $elemMatch: { $gte: 10 } } }]);
    expect(on({ priceMax: 0 })).toStrictEqual([LISTED, { amounts: { $elemMatch: { $lte: 0 } } }]);
    expect(on({ priceMin: 10, priceMax: 20 })).toEqual([LISTED, { amounts: { $elemMatch: { $gte: 10, $lte: 20 } } }]);
  });

  it(
    '§11.3: what is contracted today is active and valid, and by catalog has an agreement in force',
    proves({ '11.3/search': conditionsOf }),
    () => {
      const valid = { 'facts.status': 'ACTIVE', 'facts.validTo': { $gte: TODAY } };
      expect(on({ contractableBy: 'NEGOTIATED' })).toEqual([LISTED, valid]);
      const inForce = {
        'facts.agreement.validFrom': { $lte: TODAY },
        'facts.agreement.validTo': { $gte: TODAY },
      };
      expect(on({ contractableBy: 'CATALOG' })).toEqual([LISTED, { ...valid, ...inForce }]);
    },
  );

  it('§4.5: asks for all of its criteria at once', proves({ '11.3/search': conditionsOf }), () => {
    expect(on({ kind: 'CONVERGENCE', priceMin: 1, contractableBy: 'NEGOTIATED', dataLocation: 'KR' })).toHaveLength(5);
  });

  it('§4.5: is ordered by newest, number of contracts, views or price', proves({ '11.3/search': SEARCH_SORTS }), () => {
    expect(SEARCH_SORTS).toEqual({
      newest: '-publishedAt',
      contracts: '-contractCount',
      views: '-viewCount',
      price: 'priceFrom',
    });
  });
});
