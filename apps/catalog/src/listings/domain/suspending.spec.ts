import { sampleCertificate, sampleService } from '#common/events/definitions/samples.js';
import { endOfDay, startOfDay } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { published, publishedOf, submitted, type ListingSpecification } from '../testing/listings.js';
import { approveChange, requestChange } from './changing.js';
import { listingDueAt, tickListing } from './expiring.js';
import { cancelListing } from './cancelling.js';
import { followDebarment, followReinstatement } from './following-debarments.js';
import { curedFrom, resumeListing, suspendListing } from './suspending.js';
import { isListed } from './listing.rules.js';
import { coverFrom } from './certificates.rules.js';

const incident = { cause: 'SECURITY_INCIDENT', reason: '침해사고 조사' } as const;
const suspended = () =>
  published()
    .on('2025-11-03')
    .given((state, moment) => suspendListing(state, incident, moment));

describe('Suspension (A-15)', () => {
  it(
    'keeps cause and reason, and ends with proof',
    proves({ '4.7/suspension': suspendListing, '11.3/listing-resumed': resumeListing }),
    () => {
      const { state } = suspended();
      expect(state.facts.status).toBe('SUSPENDED');
      expect(state.suspension).toEqual({ ...incident, since: '2025-11-03' });
      const resumed = suspended()
        .on('2025-11-10')
        .given((now, moment) => resumeListing(now, { reason: '조치 완료' }, moment));
      expect(resumed.state.facts.status).toBe('ACTIVE');
      expect(resumed.state.suspension).toBeUndefined();
    },
  );

  it('§4.7: leaves the listing for all to see', proves({ '4.7/suspended-visible': isListed }), () => {
    expect([published(), suspended()].map(({ state }) => isListed(state))).toEqual([true, true]);
    expect(isListed(submitted().state)).toBe(false);
    expect(isListed(suspended().on('2028-09-20').given(tickListing).state)).toBe(false);
  });

  it('is refused twice over, and of what is not public', proves({ '11.3/listing-suspended': suspendListing }), () => {
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

describe('R-24: a gap in the certificates (F-22)', () => {
  const first = { ...sampleCertificate, validTo: '2025-12-31' };
  const next = { ...sampleCertificate, number: 'CSAP-2026-001', validFrom: '2026-07-01', validTo: '2029-06-30' };
  const withGap = () => publishedOf({ certificates: [first, next] });
  const silent = (listing: ListingSpecification) => ({ ...listing.state, reminders: [] });

  it(
    'suspends the listing on the first day without cover',
    proves({ '11.3/listing-suspended': tickListing, 'R-24': tickListing, '4.7/suspension': tickListing }),
    () => {
      expect(withGap().state.facts.validTo).toBe('2028-09-19');
      expect(tickListing(silent(withGap()), momentOf('2025-12-31 23:59'))).toEqual([]);
      const { state } = withGap().on('2026-01-01 00:00').given(tickListing);
      expect(state.facts.status).toBe('SUSPENDED');
      expect(state.suspension).toEqual({ cause: 'CERTIFICATE_ENDED', since: '2026-01-01', code: 'CERTIFICATE_ENDED' });
    },
  );

  it(
    'gives NIA three business days from the day of new cover',
    proves({ '11.3/listing-resumed': resumeListing, 'R-24': curedFrom }),
    () => {
      const gap = withGap().on('2026-01-01 00:00').given(tickListing).on('2026-06-30 23:59').given(tickListing);
      expect(gap.state.deadlines).toEqual([]);
      gap
        .when((state, moment) => resumeListing(state, { reason: '새 인증서' }, moment))
        .thenRefused('CERTIFICATE_MISSING');
      const covered = gap.on('2026-07-01 00:00').given(tickListing);
      expect(covered.state.facts.status).toBe('SUSPENDED');
      expect(covered.state.deadlines).toEqual([
        { key: 'RESUMPTION', dueAt: '2026-07-06T15:00:00.000Z', basis: 'bd', rule: '§11.3' },
      ]);
      const { state } = covered
        .on('2026-07-02')
        .given((now, moment) => resumeListing(now, { reason: '새 인증서' }, moment));
      expect(state.facts.status).toBe('ACTIVE');
      expect(state.coveredUntil).toBe('2029-06-30');
      expect(state.deadlines).toEqual([]);
    },
  );

  it('is over on its own day where the certificate that covers it comes on that day', () => {
    const { state } = withGap().on('2026-01-01 00:00').given(tickListing);
    expect(curedFrom({ ...state, coveredUntil: '2026-01-01' })).toBe('2026-01-01');
    expect(curedFrom({ ...state, coveredUntil: '2025-12-31' })).toBe('2026-07-01');
    const { coveredUntil: _, ...uncounted } = state;
    expect(curedFrom(uncounted)).toBe('2026-01-01');
  });

  it('ends earlier with a checked certificate that covers it', () => {
    const change = { certificates: [first, { ...next, validFrom: '2026-01-15' }], reason: '조기 갱신' };
    const { state } = withGap()
      .on('2026-01-01 00:00')
      .given(tickListing)
      .on('2026-01-19')
      .given((now, moment) => requestChange(now, change, moment))
      .given((now, moment) => approveChange(now, { no: 1, reason: '확인' }, moment))
      .given(tickListing);
    expect(state.facts.status).toBe('SUSPENDED');
    expect(state.deadlines).toMatchObject([{ key: 'RESUMPTION', dueAt: '2026-01-22T15:00:00.000Z' }]);
  });

  it(
    'suspends a service of two infrastructures when one of them loses its cover',
    proves({ 'R-24': coverFrom }),
    () => {
      const service = { ...sampleService, infrastructureProviders: ['샘플 클라우드', '다른 클라우드'] };
      const other = { ...sampleCertificate, infrastructureProvider: '다른 클라우드' };
      const { state } = publishedOf({ service, certificates: [first, next, other] })
        .on('2026-01-01 00:00')
        .given(tickListing);
      expect(state.suspension?.cause).toBe('CERTIFICATE_ENDED');
    },
  );
});

describe('A debarment of the supplier (A-15)', () => {
  const debarment = { no: 1, from: '2025-11-03', to: '2026-02-02' };
  const debarred = () =>
    published()
      .on('2025-10-20')
      .given((state, moment) => followDebarment(state, debarment, moment));

  it('suspends the listing on its first day', proves({ '4.7/suspension': tickListing }), () => {
    expect(listingDueAt(debarred().state)).toEqual(startOfDay('2025-11-03'));
    const { state } = debarred().on('2025-11-03 00:00').given(tickListing);
    expect(state.suspension).toEqual({ cause: 'SANCTION', since: '2025-11-03', code: 'SUPPLIER_DEBARRED' });
  });

  it(
    'gives NIA three business days from the day on which the supplier is free',
    proves({ '11.3/listing-resumed': curedFrom }),
    () => {
      const free = debarred().on('2025-11-03 00:00').given(tickListing).on('2026-02-03 00:00').given(tickListing);
      expect([free.state.debarments, curedFrom(free.state)]).toEqual([[debarment], '2026-02-03']);
      expect(free.state.deadlines).toMatchObject([{ key: 'RESUMPTION', dueAt: '2026-02-06T15:00:00.000Z' }]);
      const resumed = free
        .on('2026-02-04')
        .given((state, moment) => resumeListing(state, { reason: '제재 종료' }, moment))
        .given(tickListing);
      expect(resumed.state.facts.status).toBe('ACTIVE');
      expect(resumed.state.debarments).toBeUndefined();
    },
  );

  it('gives them earlier where the debarment is lifted', () => {
    const { state } = debarred()
      .on('2025-11-03 00:00')
      .given(tickListing)
      .on('2025-11-10')
      .given((now, moment) => followReinstatement(now, { no: 1, from: '2025-11-10' }, moment))
      .given(tickListing);
    expect(state.deadlines).toMatchObject([{ key: 'RESUMPTION', dueAt: '2025-11-13T15:00:00.000Z' }]);
  });

  it('leaves a listing alone when it was lifted before its first day, when it is over, and when it is told twice', () => {
    const lifted = debarred().given((state, moment) =>
      followReinstatement(state, { no: 1, from: '2025-10-20' }, moment),
    );
    expect(lifted.state.debarments).toBeUndefined();
    expect(followDebarment(published().state, debarment, momentOf('2026-02-03'))).toEqual([]);
    expect(followDebarment(debarred().state, debarment, momentOf('2025-10-21'))).toEqual([]);
    const { state } = debarred().on('2025-11-03 00:00').given(tickListing);
    expect(followReinstatement(state, { no: 1, from: '2026-02-03' }, momentOf('2026-02-03'))).toEqual([]);
    expect(followReinstatement(published().state, { no: 1, from: '2025-10-20' }, momentOf('2025-10-21'))).toEqual([]);
    const late = debarred().on('2026-03-02').given(tickListing);
    expect(late.state.facts.status).toBe('ACTIVE');
    expect(late.state.debarments).toBeUndefined();
  });

  it('is noted again where its days change, and leaves the others', () => {
    const second = { no: 2, from: '2026-06-01', to: '2026-08-31' };
    const both = debarred().given((state, moment) => followDebarment(state, second, moment));
    const longer = { ...second, to: '2026-12-31' };
    const { state } = both
      .when((now, moment) => followDebarment(now, longer, moment))
      .thenEvents('SupplierDebarmentNoted');
    expect(state.debarments).toEqual([debarment, longer]);
  });

  it('is nothing to a listing that has ended', () => {
    published()
      .given((state, moment) => cancelListing(state, { cancelledOn: moment.today, users: [] }, moment))
      .when((state, moment) => followDebarment(state, debarment, moment))
      .thenEvents();
  });

  it('gives them between two debarments, and waits through two that meet', () => {
    const between = (from: string) =>
      debarred()
        .given((state, moment) => followDebarment(state, { no: 2, from, to: '2026-08-31' }, moment))
        .on('2025-11-03 00:00')
        .given(tickListing);
    expect(curedFrom(between('2026-06-01').state)).toBe('2026-02-03');
    expect(curedFrom(between('2026-02-03').state)).toBe('2026-09-01');
  });

  it('starts no clock where the officer is faster than the news of the debarment', () => {
    const ahead = published()
      .on('2025-11-03')
      .given((state, moment) => suspendListing(state, { cause: 'SANCTION', reason: '관보' }, moment))
      .given(tickListing);
    expect(ahead.state.deadlines).toEqual([]);
    const told = ahead.given((state, moment) => followDebarment(state, debarment, moment)).given(tickListing);
    expect(told.state.deadlines).toEqual([]);
    expect(curedFrom(told.state)).toBe('2026-02-03');
  });

  it('waits for no officer where another cause holds', () => {
    const { state } = published()
      .on('2025-11-03')
      .given((now, moment) => suspendListing(now, incident, moment));
    expect(curedFrom(state)).toBeUndefined();
    expect(listingDueAt({ ...state, reminders: [] })).toEqual(endOfDay('2028-09-19'));
  });
});
