import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { proves } from '#testing/proves.js';
import { waitsIn } from '#testing/told.js';
import { listingType } from '../listing.type.js';
import { opened, published } from '../testing/listings.js';
import { SUSPENSION_REVIEW } from './listing.rules.js';
import { closeSuspensionReview, openSuspensionReview } from './reviewing-incidents.js';
import { suspendListing } from './suspending.js';

const incident = IncidentReported.sample;
const reported = (n = 1) =>
  published()
    .on('2025-12-01')
    .given((listing, moment) => openSuspensionReview(listing, { ...incident, incidentNo: n }, moment));
const TASK = 'REVIEW_SUSPENSION role:NIA_OPERATOR 2025-12-04T15:00:00.000Z';

describe('A reported incident', () => {
  it(
    'A-15: waits for NIA, who suspends the listing',
    proves({
      '5.7/suspension-review': openSuspensionReview,
      '11.5/incident-suspends': openSuspensionReview,
      '4.7/suspension': suspendListing,
    }),
    () => {
      expect(reported().state.incidents).toMatchObject([{ class: 'OUTAGE', incidentNo: 1 }]);
      expect(reported().state.deadlines).toMatchObject([{ key: SUSPENSION_REVIEW, rule: 'A-15' }]);
      expect(waitsIn(listingType, reported())).toContain(TASK);
      const other = reported().given((listing, moment) =>
        suspendListing(listing, { cause: 'OTHER', reason: '조사' }, moment),
      );
      expect(waitsIn(listingType, other)).toContain(TASK);
      const suspended = reported().given((listing, moment) =>
        suspendListing(listing, { cause: 'SECURITY_INCIDENT', reason: '조사' }, moment),
      );
      expect(suspended.state.incidents).toBeUndefined();
      expect(waitsIn(listingType, suspended).join()).not.toContain('REVIEW_SUSPENSION');
    },
  );

  it('A-15: or says why not', proves({ '5.7/suspension-review': closeSuspensionReview }), () => {
    const closed = reported().when((listing) => closeSuspensionReview(listing, { reason: '경미하다' }));
    const after = closed.thenEvents({ type: 'SuspensionReviewClosed', data: { incidents: 1 }, reason: '경미하다' });
    expect(after.state.facts.status).toBe('ACTIVE');
    expect(after.state.deadlines).toEqual(published().state.deadlines);
    after.when((listing) => closeSuspensionReview(listing, { reason: '경미하다' })).thenRefused('NO_SUSPENSION_REVIEW');
  });

  it('is known by its contract and its number, and has an end where it is over', () => {
    const ofAnother = { ...incident, contractId: '018f6f2a-0000-7000-8000-0000000000ff' };
    const { endedAt: _, ...goingOn } = ofAnother;
    const two = reported().given((listing, moment) => openSuspensionReview(listing, goingOn, moment));
    expect(two.state.incidents).toMatchObject([
      { contractId: incident.contractId, endedAt: incident.endedAt },
      { contractId: ofAnother.contractId },
    ]);
    expect(two.state.incidents?.[1]).not.toHaveProperty('endedAt');
  });

  it('is looked at once, and with others until the day of the first', () => {
    reported()
      .when((listing, moment) => openSuspensionReview(listing, incident, moment))
      .thenEvents();
    const two = reported()
      .on('2025-12-03')
      .given((listing, moment) => openSuspensionReview(listing, { ...incident, incidentNo: 2 }, moment));
    expect(two.state.incidents).toHaveLength(2);
    expect(waitsIn(listingType, two)).toContain(TASK);
  });

  it('waits also while the listing is suspended, and on none that has ended or is not listed yet', () => {
    const suspended = published()
      .on('2025-12-01')
      .given((listing, moment) => suspendListing(listing, { cause: 'SECURITY_INCIDENT', reason: '조사' }, moment));
    suspended
      .when((listing, moment) => openSuspensionReview(listing, incident, moment))
      .thenEvents('SuspensionReviewOpened');
    opened()
      .when((listing, moment) => openSuspensionReview(listing, incident, moment))
      .thenEvents();
  });
});
