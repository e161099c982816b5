import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { ServiceSelected as Selected } from '#common/events/definitions/service-selected.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { atTime, type Day } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import type { ListingEvent } from './listing.events.js';
import { evolveListing } from './listing.evolve.js';
import type { ListingState } from './listing.state.js';
import { completeListing, createListing, submitListing } from './prepare.js';
import { publishListing } from './publish.js';

const calendar = koreanCalendar(PolicyTable.defaults);

/** Given / when / then for listings: a day and a time in Seoul, and the listing as its history left it. */
export const on = (day: Day, time = '10:00'): Moment => momentAt(atTime(day, time), PolicyTable.defaults, calendar);
export const at = (instant: Date): Moment => momentAt(instant, PolicyTable.defaults, calendar);

export const selected = (change: Partial<Selected> = {}): Selected => ({ ...ServiceSelected.sample, ...change });

export const contact = { name: '담당자', email: 'contact@example.kr', phone: '02-000-0000' };

type Decide = (state: ListingState, moment: Moment) => readonly ListingEvent[];

export function after(state: ListingState, moment: Moment, decide: Decide): ListingState {
  return decide(state, moment).reduce<ListingState>(
    (was, event) => evolveListing(was, { ...event, at: moment.at }),
    state,
  );
}

export function opened(service = selected(), moment = on('2025-09-19')): ListingState {
  const events = createListing(service, moment);
  const state = events.reduce<ListingState | undefined>(
    (was, event) => evolveListing(was, { ...event, at: moment.at }),
    undefined,
  );
  if (state === undefined) throw new Error('A listing is created by at least one event.');
  return state;
}

export const completed = (state = opened()): ListingState =>
  after(state, on('2025-09-22'), (now, moment) => completeListing(now, { contact }, moment));
export const submitted = (state = completed()): ListingState => after(state, on('2025-09-23'), submitListing);
export const published = (state = submitted()): ListingState => after(state, on('2025-09-25'), publishListing);
