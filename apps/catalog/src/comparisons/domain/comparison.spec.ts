import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { momentAt } from '#common/kernel/clock.js';
import { atTime } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { saveComparison, type ComparedListing } from './comparison.js';

const moment = momentAt(atTime('2025-09-30', '10:00'), PolicyTable.defaults, koreanCalendar(PolicyTable.defaults));
const listing = (id: string, subtype = 'SAAS'): ComparedListing => ({
  ...sampleListing,
  listingId: id,
  service: { ...sampleListing.service, subtype },
  contractCount: 0,
  institutionCount: 0,
});
const save = (...listings: ComparedListing[]) =>
  saveComparison({ comparisonId: 'comparison', institution: '1000001', listings }, moment);

describe('A saved comparison (선정 근거)', () => {
  it('keeps two or three listings of one subtype as they were', () => {
    expect(save(listing('a'), listing('b'))).toMatchObject([
      { data: { savedOn: '2025-09-30', listings: [{ listingId: 'a' }, { listingId: 'b' }] } },
    ]);
    expect(() => save(listing('a'), listing('b'), listing('c'))).not.toThrow();
  });

  it('is refused for one, for four, and for the same listing twice', () => {
    expect(() => save(listing('a'))).toThrow('COMPARISON_SIZE');
    expect(() => save(listing('a'), listing('b'), listing('c'), listing('d'))).toThrow('COMPARISON_SIZE');
    expect(() => save(listing('a'), listing('a'))).toThrow('COMPARISON_SIZE');
  });

  it('is refused for different subtypes', () => {
    expect(() => save(listing('a'), listing('b', 'IAAS'))).toThrow('SUBTYPES_DIFFER');
  });
});
