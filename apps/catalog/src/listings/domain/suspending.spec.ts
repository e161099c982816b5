import { published, submitted } from '../testing/listings.js';
import { resumeListing, suspendListing } from './suspending.js';

const incident = { cause: 'SECURITY_INCIDENT', reason: '침해사고 조사' } as const;
const suspended = () =>
  published()
    .on('2025-11-03')
    .given((state, moment) => suspendListing(state, incident, moment));

describe('Suspension (A-15)', () => {
  it('keeps cause and reason, and ends with proof', () => {
    const { state } = suspended();
    expect(state.facts.status).toBe('SUSPENDED');
    expect(state.suspension).toEqual({ ...incident, since: '2025-11-03' });
    const resumed = suspended()
      .on('2025-11-10')
      .given((now, moment) => resumeListing(now, { reason: '조치 완료' }, moment));
    expect(resumed.state.facts.status).toBe('ACTIVE');
    expect(resumed.state.suspension).toBeUndefined();
  });

  it('is refused twice over, and of what is not public', () => {
    suspended()
      .on('2025-11-04')
      .when((state, moment) => suspendListing(state, incident, moment))
      .thenRefused('LISTING_NOT_ACTIVE');
    submitted()
      .on('2025-09-24')
      .when((state, moment) => suspendListing(state, incident, moment))
      .thenRefused('LISTING_NOT_ACTIVE');
    published()
      .on('2025-11-04')
      .when((state, moment) => resumeListing(state, { reason: '' }, moment))
      .thenRefused('LISTING_NOT_SUSPENDED');
  });
});
