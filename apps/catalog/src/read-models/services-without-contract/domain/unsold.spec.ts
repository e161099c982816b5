import { proves } from '#testing/proves.js';
import { opened, published, submitted } from '../../../listings/testing/listings.js';
import { listedService, unsoldIn, type ListedService } from './unsold.js';

const service = (id: string, changed: Partial<ListedService> = {}): ListedService => ({
  id,
  listingNo: `DS-${id}`,
  name: `서비스 ${id}`,
  type: 'SAAS',
  supplier: { businessNumber: '1234567890', name: '제공기업 1', size: 'SMALL_MEDIUM' },
  status: 'ACTIVE',
  publishedOn: '2023-06-01',
  ...changed,
});

type Asked = Parameters<typeof unsoldIn>[2];
const YEAR = { from: '2023-01-01', to: '2023-12-31' };
const without = (
  services: readonly ListedService[],
  last: Readonly<Record<string, string>> = {},
  asked: Asked = YEAR,
) => {
  const { services: found, ...counts } = unsoldIn(services, new Map(Object.entries(last)), asked);
  return { ...counts, ids: found.map(({ id }) => id) };
};

describe('§6.5: services without a contract', () => {
  it('are those listed in the period and not sold in it', proves({ '6.5/without-contract': unsoldIn }), () => {
    const services = [service('a'), service('b'), service('c')];
    expect(without(services, { a: '2023-06-02', b: '2022-12-31' })).toEqual({
      listed: 3,
      withContract: 1,
      ids: ['b', 'c'],
    });
  });

  it('are sold on the first and the last day of the period too', proves({ '6.5/without-contract': unsoldIn }), () => {
    const services = [service('a'), service('b')];
    expect(without(services, { a: '2023-01-01', b: '2023-12-31' })).toMatchObject({ withContract: 2, ids: [] });
  });

  it('are listed on some day of the period', proves({ '6.5/without-contract': unsoldIn }), () => {
    const services = [
      service('a', { publishedOn: '2023-12-31' }),
      service('b', { publishedOn: '2024-01-01' }),
      service('c', { publishedOn: '2020-01-01', endedOn: '2023-01-01' }),
      service('d', { publishedOn: '2020-01-01', endedOn: '2023-01-02' }),
    ];
    expect(without(services)).toEqual({ listed: 2, withContract: 0, ids: ['a', 'd'] });
  });

  it('are of one type, where one is asked for', proves({ '6.5/without-contract': unsoldIn }), () => {
    const services = [service('a'), service('b', { type: 'IAAS' })];
    expect(without(services, {}, { ...YEAR, type: 'IAAS' })).toMatchObject({ listed: 1, ids: ['b'] });
  });

  it('say when each was sold last, before the period', () => {
    const { services } = unsoldIn([service('a'), service('b')], new Map([['a', '2022-05-01']]), YEAR);
    expect(services.map(({ lastConcludedOn }) => lastConcludedOn)).toEqual(['2022-05-01', undefined]);
  });

  it('are made from listings that were published, as they are now', () => {
    expect(listedService(submitted().state)).toBeUndefined();
    expect(listedService(opened().state)).toBeUndefined();
    const { state } = published();
    const { supplier, listingNo } = state.facts;
    expect(listedService(state)).toEqual({
      id: state.facts.listingId,
      listingNo,
      name: state.facts.service.name,
      type: 'CONVERGENCE',
      supplier,
      status: 'ACTIVE',
      publishedOn: '2025-09-25',
    });
    expect(listedService({ ...state, endedOn: '2026-01-01' })?.endedOn).toBe('2026-01-01');
  });
});
