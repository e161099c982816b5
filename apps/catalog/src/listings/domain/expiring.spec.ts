import { sampleCertificate, sampleService } from '#common/events/definitions/samples.js';
import { dayOf, endOfDay } from '#common/kernel/day.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { momentOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { opened, published, publishedOf } from '../testing/listings.js';
import { cancelListing } from './cancelling.js';
import { certifiedOf } from './certificates.rules.js';
import { delistListing } from './delisting.js';
import { listingDueAt, tickListing } from './expiring.js';
import { validityPlan } from './validity.rules.js';

describe('The clock', () => {
  it(
    'expires a listing at 24:00 KST of its last day, not before',
    proves({ '11.3/listing-expired': tickListing }),
    () => {
      const remindersSent = { ...published().state, reminders: [] };
      expect(tickListing(remindersSent, momentOf('2028-09-19 23:59'))).toEqual([]);
      expect(listingDueAt(remindersSent)).toEqual(endOfDay('2028-09-19'));
      expect(tickListing(remindersSent, momentOf('2028-09-20 00:00'))).toMatchObject([
        { type: 'ListingExpired', data: { status: 'EXPIRED' } },
      ]);
    },
  );

  it('reminds 180, 90 and 30 days ahead, once each', proves({ '4.7/reminders': tickListing }), () => {
    let listing = published();
    const sent: string[] = [];
    for (let due = listingDueAt(listing.state); due !== undefined; due = listingDueAt(listing.state)) {
      listing = listing.on(`${dayOf(due)} 00:00`).given(tickListing);
      expect(listing.moment.at).toEqual(due);
      expect(listing.decided).not.toEqual([]);
      sent.push(...listing.decided.map((event) => `${listing.moment.today} ${event.type}`));
    }
    expect(sent).toEqual([
      '2028-03-23 ListingExpiring',
      '2028-06-21 ListingExpiring',
      '2028-08-20 ListingExpiring',
      '2028-09-20 ListingExpired',
    ]);
  });

  it('sends one reminder when the listing is published late', proves({ '4.7/reminders': tickListing }), () => {
    publishedOf({ certificates: [{ ...sampleCertificate, validTo: '2025-12-01' }] })
      .on('2025-09-25 10:01')
      .when(tickListing)
      .thenEvents({ type: 'ListingExpiring', data: { endsOn: '2025-12-01', daysLeft: 67 } }, 'CertificateExpiring');
  });

  it('reminds of nothing twice when the content changes in between', proves({ '4.7/reminders': validityPlan }), () => {
    const { state } = published().on('2028-03-23 00:00').given(tickListing);
    expect(state.reminded).toHaveLength(1);
    const plan = validityPlan(
      { from: '2025-09-19', ...certifiedOf(state.facts.service, state.facts.certificates) },
      '2028-09-19',
      state.reminded,
      momentOf('2028-04-03'),
    );
    expect(plan.reminders.filter((one) => one.about === 'VALIDITY').map((one) => one.on)).toEqual([
      '2028-06-21',
      '2028-08-20',
    ]);
  });

  it(
    'plans each reminder that is to come, and of those that are late the nearest',
    proves({ '4.7/reminders': validityPlan }),
    () => {
      const reminderDays = PolicyTable.from({
        rows: [{ key: 'catalog.reminderDays', from: '2025-01-01', value: [30, 180, 90], basis: 'test' }],
      });
      const planOn = (day: string, policy?: PolicyTable) =>
        validityPlan(
          { from: '2025-09-19', ...certifiedOf(sampleService, []) },
          '2026-06-30',
          [],
          momentOf(day, policy),
        ).reminders.map(({ on }) => on);
      expect(planOn('2025-10-01')).toEqual(['2026-01-01', '2026-04-01', '2026-05-31']);
      expect(planOn('2025-10-01', reminderDays)).toEqual(['2026-01-01', '2026-04-01', '2026-05-31']);
      expect(planOn('2026-04-01')).toEqual(['2026-04-01', '2026-05-31']);
      expect(planOn('2026-05-01')).toEqual(['2026-04-01', '2026-05-31']);
    },
  );

  it('ends nothing that has ended, whatever was announced before', () => {
    const announced = published()
      .on('2026-03-02')
      .given((state, moment) => delistListing(state, { lastDay: '2026-04-30', reason: '종료', users: [] }, moment))
      .given((state, moment) => cancelListing(state, { cancelledOn: moment.today, users: [] }, moment));
    announced.on('2028-10-01').when(tickListing).thenEvents();
  });

  it('reminds in events of their own fields, which are no facts of the listing', () => {
    const listing = publishedOf({ certificates: [{ ...sampleCertificate, validTo: '2025-12-01' }] })
      .on('2025-09-25 10:01')
      .when(tickListing)
      .thenEvents(
        { type: 'ListingExpiring', data: { endsOn: '2025-12-01', daysLeft: 67 } },
        { type: 'CertificateExpiring', data: { certificateNo: sampleCertificate.number } },
      );
    const { facts } = listing.state;
    for (const field of ['endsOn', 'daysLeft', 'certificateNo']) expect(facts).not.toHaveProperty(field);
  });

  it('reminds a supplier of its completion after five business days', () => {
    expect(listingDueAt(opened().state)).toEqual(new Date('2025-09-25T15:00:00Z'));
    opened().on('2025-09-26 00:00').when(tickListing).thenEvents('ListingCompletionReminded');
  });
});
