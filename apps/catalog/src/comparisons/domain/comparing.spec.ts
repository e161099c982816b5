import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { proves } from '#testing/proves.js';
import { specification } from '#testing/specification.js';
import { comparisonType } from '../comparison.type.js';
import { ensureComparable, saveComparison } from './comparing.js';
import type { ComparedListing } from './comparison.state.js';

const listing = (id: string, subtype = 'SAAS'): ComparedListing => ({
  ...sampleListing,
  listingId: id,
  service: { ...sampleListing.service, subtype },
  contractCount: 0,
  institutionCount: 0,
});
const saving = (...listings: ComparedListing[]) =>
  specification(comparisonType, '2025-09-30').when((_, moment) =>
    saveComparison({ comparisonId: 'comparison', institution: '1000001', listings }, moment),
  );

describe('A saved comparison (선정 근거)', () => {
  it('keeps two or three listings of one subtype as they were', proves({ '11.3/comparison': saveComparison }), () => {
    const data = { savedOn: '2025-09-30', listings: [{ listingId: 'a' }, { listingId: 'b' }] };
    const saved = saving(listing('a'), listing('b')).thenEvents({
      type: 'ComparisonSaved',
      data: { savedOn: data.savedOn },
      details: { listings: data.listings },
    });
    expect(saved.state).toMatchObject(data);
    saving(listing('a'), listing('b'), listing('c')).thenEvents('ComparisonSaved');
  });

  it('F-25: tells contracts which listings of which subtype were compared, and nothing of what they offer', () => {
    const saved = saving(listing('a'), listing('b')).thenEvents('ComparisonSaved');
    expect(saved.decided[0]?.data).toEqual({
      comparisonId: 'comparison',
      institution: '1000001',
      listingIds: ['a', 'b'],
      subtype: 'SAAS',
      savedOn: '2025-09-30',
    });
  });

  it(
    'is refused for one, for four, and for the same listing twice',
    proves({ '11.3/comparison': ensureComparable }),
    () => {
      saving(listing('a')).thenRefused('COMPARISON_SIZE');
      saving(listing('a'), listing('b'), listing('c'), listing('d')).thenRefused('COMPARISON_SIZE');
      saving(listing('a'), listing('a')).thenRefused('COMPARISON_SIZE');
    },
  );

  it('is refused for different subtypes', proves({ '11.3/comparison': ensureComparable }), () => {
    saving(listing('a'), listing('b', 'IAAS')).thenRefused('SUBTYPES_DIFFER');
  });
});
