import * as fc from 'fast-check';
import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { sampleCertificate, samplePrice } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { Refusal } from '#common/kernel/errors.js';
import { addDays, endOfDay } from '#common/kernel/day.js';
import type { Moment } from '#common/kernel/clock.js';
import { propertyRuns } from '#testing/property-runs.js';
import { listingType } from '../listing.type.js';
import { approveChange, rejectChange, requestChange } from './change.js';
import { followAgreement } from './follow-agreement.js';
import type { ListingEvent } from './listing.events.js';
import { evolveListing } from './listing.evolve.js';
import type { ListingState } from './listing.state.js';
import { completeListing, submitListing } from './prepare.js';
import { publishListing, returnListing } from './publish.js';
import { renewListing, requestRenewal } from './renew.js';
import { after, at, completed, contact, on, opened, published, selected, submitted } from './scenario.fixture.js';
import { resumeListing, suspendListing } from './suspend.js';
import { listingDueAt, tick } from './time.js';
import { validityPlan } from './validity.rules.js';

const incident = { cause: 'SECURITY_INCIDENT', reason: '침해사고 조사' } as const;
const suspended = () =>
  after(published(), on('2025-11-03'), (state, moment) => suspendListing(state, incident, moment));

describe('Suspension (A-15)', () => {
  it('keeps cause and reason, and ends with proof', () => {
    const state = suspended();
    expect(state.facts.status).toBe('SUSPENDED');
    expect(state.suspension).toEqual({ ...incident, since: '2025-11-03' });
    const resumed = after(state, on('2025-11-10'), (now, moment) =>
      resumeListing(now, { reason: '조치 완료' }, moment),
    );
    expect(resumed.facts.status).toBe('ACTIVE');
    expect(resumed.suspension).toBeUndefined();
  });

  it('is refused twice over, and of what is not public', () => {
    expect(() => suspendListing(suspended(), incident, on('2025-11-04'))).toThrow('LISTING_NOT_ACTIVE');
    expect(() => suspendListing(submitted(), incident, on('2025-09-24'))).toThrow('LISTING_NOT_ACTIVE');
    expect(() => resumeListing(published(), { reason: '' }, on('2025-11-04'))).toThrow('LISTING_NOT_SUSPENDED');
  });
});

describe('Changes (A-12)', () => {
  const lower = [{ ...samplePrice, unitPrice: 900_000 }];
  const higher = [{ ...samplePrice, unitPrice: 1_100_000 }];
  const asked = () =>
    after(published(), on('2025-10-13'), (state, moment) =>
      requestChange(state, { prices: higher, reason: '원가 상승' }, moment),
    );

  it('a lower price applies at once, as a new version', () => {
    const state = after(published(), on('2025-10-13'), (now, moment) =>
      requestChange(now, { prices: lower, reason: '인하' }, moment),
    );
    expect(state.facts).toMatchObject({ version: 2, prices: lower });
    expect(state.changes).toMatchObject([{ no: 1, class: 'MINOR', status: 'APPLIED' }]);
  });

  it('a raise waits for NIA, five business days', () => {
    const state = asked();
    expect(state.facts).toMatchObject({ version: 1, prices: [samplePrice] });
    expect(state.deadlines).toEqual([
      { key: 'CHANGE_1', dueAt: '2025-10-20T15:00:00.000Z', basis: 'bd', rule: 'A-12' },
    ]);
  });

  it('an approved raise is a new version; a rejected one leaves all as it was', () => {
    const yes = after(asked(), on('2025-10-15'), (now, moment) =>
      approveChange(now, { no: 1, reason: '타당' }, moment),
    );
    expect(yes.facts).toMatchObject({ version: 2, prices: higher });
    expect(yes.deadlines).toEqual([]);
    expect(yes.changes).toMatchObject([{ status: 'APPLIED', reason: '원가 상승', decisionReason: '타당' }]);
    const no = after(asked(), on('2025-10-15'), (now) => rejectChange(now, { no: 1, reason: '근거 부족' }));
    expect(no.facts).toMatchObject({ version: 1, prices: [samplePrice] });
    expect(() => rejectChange(no, { no: 1, reason: '' })).toThrow('CHANGE_DECIDED');
    expect(() => rejectChange(no, { no: 7, reason: '' })).toThrow('CHANGE_UNKNOWN');
  });

  it('waits for the one before', () => {
    expect(() => requestChange(asked(), { prices: lower, reason: '' }, on('2025-10-14'))).toThrow('CHANGE_PENDING');
  });

  it('refuses the table in force and an empty one', () => {
    expect(() => requestChange(published(), { prices: [samplePrice], reason: '' }, on('2025-10-14'))).toThrow(
      'NOTHING_CHANGED',
    );
    expect(() => requestChange(published(), { prices: [], reason: '' }, on('2025-10-14'))).toThrow('PRICES_MISSING');
    expect(() => requestChange(published(), { reason: '' }, on('2025-10-14'))).toThrow('CHANGE_AMBIGUOUS');
  });

  it('a replaced certificate moves the end of validity', () => {
    const ending = { ...sampleCertificate, validTo: '2026-03-31' };
    const state = published(submitted(completed(opened(selected({ certificates: [ending] })))));
    expect(state.facts.validTo).toBe('2026-03-31');
    const change = { certificates: [{ ...sampleCertificate, number: 'CSAP-9' }], reason: '갱신' };
    const requested = after(state, on('2026-02-02'), (now, moment) => requestChange(now, change, moment));
    const replaced = after(requested, on('2026-02-03'), (now, moment) =>
      approveChange(now, { no: 1, reason: '확인' }, moment),
    );
    expect(replaced.facts).toMatchObject({ version: 2, validTo: '2028-09-19' });
    expect(replaced.reminders.every((reminder) => reminder.certificateNo !== ending.number)).toBe(true);
  });
});

describe('The clock', () => {
  it('expires a listing at 24:00 KST of its last day, not before', () => {
    const state = published();
    const remindersSent = { ...state, reminders: [] };
    expect(tick(remindersSent, on('2028-09-19', '23:59'))).toEqual([]);
    expect(listingDueAt(remindersSent)).toEqual(endOfDay('2028-09-19'));
    expect(tick(remindersSent, at(endOfDay('2028-09-19')))).toMatchObject([
      { type: 'ListingExpired', data: { status: 'EXPIRED' } },
    ]);
  });

  it('reminds 180, 90 and 30 days ahead, once each', () => {
    let state = published();
    const sent: string[] = [];
    for (let due = listingDueAt(state); due !== undefined; due = listingDueAt(state)) {
      const moment = at(due);
      const events = tick(state, moment);
      expect(events).not.toEqual([]);
      sent.push(...events.map((event) => `${moment.today} ${event.type}`));
      state = after(state, moment, () => events);
    }
    expect(sent).toEqual([
      '2028-03-23 ListingExpiring',
      '2028-06-21 ListingExpiring',
      '2028-08-20 ListingExpiring',
      '2028-09-20 ListingExpired',
    ]);
  });

  it('sends one reminder when the listing is published late', () => {
    const ending = { ...sampleCertificate, validTo: '2025-12-01' };
    const state = published(submitted(completed(opened(selected({ certificates: [ending] })))));
    const events = tick(state, on('2025-09-25', '10:01'));
    expect(events.map((event) => event.type)).toEqual(['ListingExpiring', 'CertificateExpiring']);
    expect(events[0]?.data).toMatchObject({ endsOn: '2025-12-01', daysLeft: 67 });
  });

  it('reminds of nothing twice when the content changes in between', () => {
    const state = after(published(), on('2028-03-23', '00:00'), tick);
    expect(state.reminded).toHaveLength(1);
    const plan = validityPlan(
      { from: '2025-09-19', kind: 'CONVERGENCE', certificates: state.facts.certificates },
      '2028-09-19',
      state.reminded,
      on('2028-04-03'),
    );
    expect(plan.reminders.filter((one) => one.about === 'VALIDITY').map((one) => one.on)).toEqual([
      '2028-06-21',
      '2028-08-20',
    ]);
  });

  it('reminds a supplier of its completion after five business days', () => {
    expect(listingDueAt(opened())).toEqual(new Date('2025-09-25T15:00:00Z'));
    expect(tick(opened(), on('2025-09-26', '00:00'))).toMatchObject([{ type: 'ListingCompletionReminded' }]);
  });
});

describe('Renewal (A-13)', () => {
  const selectedIn2023 = () => published(submitted(completed(opened(selected({ decidedOn: '2023-09-19' })))));

  const asked = () =>
    after(selectedIn2023(), on('2026-06-01'), (state, moment) =>
      requestRenewal(state, { reason: '계속 제공' }, moment),
    );

  it('is possible from six months before the end', () => {
    expect(() => requestRenewal(selectedIn2023(), { reason: '' }, on('2026-03-18'))).toThrow('RENEWAL_TOO_EARLY');
    expect(
      after(selectedIn2023(), on('2026-03-19'), (state, moment) => requestRenewal(state, { reason: '' }, moment))
        .renewal,
    ).toBeDefined();
  });

  it('holds expiry back while it is pending, for 60 days at most', () => {
    const state = { ...asked(), reminders: [] };
    expect(tick(state, on('2026-09-20'))).toEqual([]);
    expect(tick(state, on('2026-11-19'))).toMatchObject([{ type: 'ListingExpired' }]);
  });

  it('suspends a listing whose certificate ended while it outlived its validity (A-15)', () => {
    const ending = { ...sampleCertificate, validTo: '2026-03-31' };
    const state = published(submitted(completed(opened(selected({ certificates: [ending] })))));
    const pending = after(state, on('2026-03-02'), (now, moment) => requestRenewal(now, { reason: '' }, moment));
    const over = after(pending, at(endOfDay('2026-03-31')), tick);
    expect(over.facts.status).toBe('SUSPENDED');
    expect(over.suspension?.cause).toBe('CERTIFICATE_ENDED');
    expect(() => resumeListing(over, { reason: '' }, on('2026-04-01'))).toThrow('CERTIFICATE_MISSING');
  });

  it('adds a term after the old one', () => {
    const state = after(asked(), on('2026-06-15'), (now, moment) => renewListing(now, { reason: '기준 충족' }, moment));
    expect(state.facts.validTo).toBe('2029-09-19');
    expect(state.renewal).toBeUndefined();
    expect(state.deadlines).toEqual([]);
  });
});

describe('Catalog agreements', () => {
  const follow = (state: ListingState, agreement: typeof sampleAgreement) =>
    after(state, on('2025-09-30'), (now, moment) => followAgreement(now, agreement, moment));
  const other = {
    ...sampleAgreement,
    agreementId: '018f6f2a-0000-7000-8000-00000000000a',
    number: '00-26-00002-00',
    validFrom: '2026-01-01',
  };

  it('show on the listing while in force, under the same version', () => {
    const state = follow(published(), sampleAgreement);
    expect(state.facts).toMatchObject({ version: 1, agreement: { number: sampleAgreement.number } });
    expect(follow(state, { ...sampleAgreement, status: 'SUSPENDED' }).facts.agreement).toBeUndefined();
  });

  it('change nothing when told twice', () => {
    expect(followAgreement(follow(published(), sampleAgreement), sampleAgreement, on('2025-10-01'))).toEqual([]);
  });

  it('keep the newer one whatever order the news of both arrive in', () => {
    const late = follow(follow(follow(published(), other), sampleAgreement), { ...sampleAgreement, status: 'ENDED' });
    expect(late.facts.agreement?.number).toBe(other.number);
  });
});

describe('A listing, whatever is done to it,', () => {
  type Step = (state: ListingState, moment: Moment) => readonly ListingEvent[];
  const steps: readonly Step[] = [
    (state, moment) => completeListing(state, { contact }, moment),
    (state, moment) => completeListing(state, { prices: [] }, moment),
    submitListing,
    publishListing,
    (state, moment) => returnListing(state, { reason: '보완' }, moment),
    (state, moment) => suspendListing(state, incident, moment),
    (state, moment) => resumeListing(state, { reason: '해소' }, moment),
    (state, moment) =>
      requestChange(state, { prices: [{ ...samplePrice, unitPrice: 2_000_000 }], reason: '인상' }, moment),
    (state, moment) =>
      requestChange(state, { prices: [{ ...samplePrice, unitPrice: 500_000 }], reason: '인하' }, moment),
    (state, moment) =>
      requestChange(state, { certificates: [{ ...sampleCertificate, validTo: '2029-01-31' }], reason: '교체' }, moment),
    (state, moment) => approveChange(state, { no: 1, reason: '승인' }, moment),
    (state) => rejectChange(state, { no: 1, reason: '거절' }),
    (state, moment) => requestRenewal(state, { reason: '갱신' }, moment),
    (state, moment) => renewListing(state, { reason: '갱신' }, moment),
    (state, moment) => followAgreement(state, sampleAgreement, moment),
    (state, moment) => followAgreement(state, { ...sampleAgreement, status: 'ENDED' }, moment),
    tick,
  ];

  /** §11.3; EXPIRED is the end. */
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    PREPARING: ['PREPARING', 'IN_CHECK', 'ACTIVE'],
    IN_CHECK: ['IN_CHECK', 'PREPARING', 'ACTIVE'],
    ACTIVE: ['ACTIVE', 'SUSPENDED', 'EXPIRED'],
    SUSPENDED: ['SUSPENDED', 'ACTIVE', 'EXPIRED'],
    EXPIRED: ['EXPIRED'],
  };

  const journey = fc.array(fc.record({ step: fc.nat(steps.length - 1), days: fc.integer({ min: 0, max: 200 }) }), {
    maxLength: 40,
  });

  it('moves only as the table allows, publishes what its schemas allow, and a timer always gets on', () => {
    fc.assert(
      fc.property(journey, (moves) => {
        let state = opened();
        let today = '2025-09-19';
        for (const { step, days } of moves) {
          today = addDays(today, days);
          if (today > '2027-12-01') return;
          const moment = on(today);
          const events = refusedAsNone(() => steps[step]!(state, moment));
          for (const event of events) {
            const next = evolveListing(state, { ...event, at: moment.at });
            expect(ALLOWED[state.facts.status]).toContain(next.facts.status);
            expect(next.facts.version).toBeGreaterThanOrEqual(state.facts.version);
            const definition = listingType.publishes.find((one) => one.name === event.type);
            if (definition !== undefined) checkPublishable(definition, event.data);
            state = next;
          }
          const due = listingDueAt(state);
          if (due !== undefined) expect(tick(state, at(due))).not.toEqual([]);
        }
      }),
      propertyRuns(300),
    );
  });

  const refusedAsNone = (decide: () => readonly ListingEvent[]): readonly ListingEvent[] => {
    try {
      return decide();
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  };
});
