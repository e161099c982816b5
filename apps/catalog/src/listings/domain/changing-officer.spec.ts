import { declareTie, isResponsible } from '#common/kernel/responsible-officer.js';
import { listingType } from '../listing.type.js';
import { officerCalled, published, submitted } from '../testing/listings.js';
import { waitsIn } from '#testing/told.js';
import { handOverListing, startListingCheck, takeOverListing } from './changing-officer.js';
import type { ListingEvent } from './listing.events.js';
import type { ListingState } from './listing.state.js';
import { byResponsible } from './officer.rules.js';
import { returnListing } from './publishing.js';
import type { Decide } from '#testing/specification.js';

type Act = Decide<ListingState, ListingEvent>;

const reason = '담당자가 병가 중이다.';
const start =
  (sub: string, notLinkedToSupplier = true): Act =>
  (state, moment) =>
    startListingCheck(state, { officer: officerCalled(sub), notLinkedToSupplier }, moment);
const takeOver =
  (sub: string, notLinkedToSupplier = true): Act =>
  (state) =>
    takeOverListing(state, { officer: officerCalled(sub), notLinkedToSupplier, reason });
const handOver =
  (by: string, to: string): Act =>
  (state) =>
    handOverListing(state, { by, officer: officerCalled(to), reason });
const declare =
  (officer: string): Act =>
  (state) =>
    declareTie(state, { officer, reason: '가족이 근무한다.' });
const returned =
  (sub: string): Act =>
  (state, moment) =>
    byResponsible({ sub }, (listing, now) => returnListing(listing, { reason: '보완' }, now))(state, moment);

const checking = submitted().given(start('officer'));

describe('R-02: the responsible officer of a listing', () => {
  it('is the one who takes its check on, once', () => {
    expect(isResponsible(submitted().state, 'officer')).toBe(false);
    expect(isResponsible(checking.state, 'officer')).toBe(true);
    checking.when(start('officer-2')).thenRefused('OFFICER_RESPONSIBLE');
    submitted().when(start('officer', false)).thenRefused('OFFICER_LINKED');
  });

  it('is one, and the next after a take-over with its reason', () => {
    const { state } = checking
      .when(takeOver('officer-2'))
      .thenEvents({ type: 'OfficerChanged', data: { by: 'TAKE_OVER' }, reason });
    expect(['officer', 'officer-2'].map((sub) => isResponsible(state, sub))).toEqual([false, true]);
  });

  it('does not take over what they have already', () => {
    checking.when(takeOver('officer')).thenRefused('OFFICER_RESPONSIBLE');
    checking.when(handOver('officer', 'officer')).thenRefused('OFFICER_RESPONSIBLE');
  });

  it('is there from the start of the check on', () => {
    submitted().when(takeOver('officer-2')).thenRefused('LISTING_WITHOUT_OFFICER');
    submitted().when(handOver('officer', 'officer-2')).thenRefused('LISTING_WITHOUT_OFFICER');
  });

  it('can be changed by any officer, while the responsible one is ill', () => {
    checking.when(handOver('officer-3', 'officer-2')).thenEvents({ type: 'OfficerChanged', data: { by: 'HAND_OVER' } });
  });

  it('decides nothing after a hand-over before they declared to have no tie', () => {
    const handed = checking.given(handOver('officer', 'officer-2'));
    expect(isResponsible(handed.state, 'officer-2')).toBe(true);
    handed.when(returned('officer-2')).thenRefused('OFFICER_UNDECLARED');
    handed.when(takeOver('officer-2', false)).thenRefused('OFFICER_LINKED');
    handed.given(takeOver('officer-2')).when(returned('officer-2')).thenEvents('ListingReturned');
  });

  it('stays responsible when the listing comes back after a return', () => {
    const again = checking.given(returned('officer'));
    expect(again.state.facts.status).toBe('PREPARING');
    expect(isResponsible(again.state, 'officer')).toBe(true);
  });
});

describe('R-02: an officer with a declared tie to the supplier', () => {
  it('neither starts the check nor takes the listing over, nor is it handed to them', () => {
    submitted().given(declare('officer')).when(start('officer')).thenRefused('OFFICER_LINKED');
    const tied = checking.given(declare('officer-2'));
    tied.when(takeOver('officer-2')).thenRefused('OFFICER_LINKED');
    tied.when(handOver('officer', 'officer-2')).thenRefused('OFFICER_LINKED');
    tied.when(handOver('officer-2', 'officer-3')).thenRefused('OFFICER_LINKED');
  });

  it('is no longer responsible, and may still hand over what they had', () => {
    const tied = checking.given(declare('officer'));
    expect(isResponsible(tied.state, 'officer')).toBe(false);
    tied.when(handOver('officer', 'officer-2')).thenEvents('OfficerChanged');
    tied.when(takeOver('officer-2')).thenEvents('OfficerChanged');
  });

  it('declares once', () => {
    checking.given(declare('officer-2')).when(declare('officer-2')).thenEvents();
  });
});

describe('R-02: what waits for officers', () => {
  const dueAt = '2025-09-26T15:00:00.000Z';

  it('is the start of a check, then its end for the responsible officer', () => {
    expect(waitsIn(listingType, submitted())).toEqual([`START_LISTING_CHECK role:NIA_OPERATOR ${dueAt}`]);
    expect(waitsIn(listingType, checking)).toEqual([`PUBLISH_LISTING person:officer ${dueAt}`]);
    expect(waitsIn(listingType, checking.given(takeOver('officer-2')))).toEqual([
      `PUBLISH_LISTING person:officer-2 ${dueAt}`,
    ]);
  });

  it('is a take-over by any of them when the responsible one has a tie', () => {
    expect(waitsIn(listingType, checking.given(declare('officer')))).toEqual([
      `TAKE_OVER_LISTING role:NIA_OPERATOR ${dueAt}`,
    ]);
    expect(waitsIn(listingType, published().given(declare('officer')))).toEqual([]);
  });
});
