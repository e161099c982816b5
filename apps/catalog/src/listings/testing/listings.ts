import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { PolicyTable } from '#common/kernel/policy.js';
import { specification, type Specification } from '#testing/specification.js';
import type { ListingEvent } from '../domain/listing.events.js';
import type { ListingState } from '../domain/listing.state.js';
import { completeListing, createListing, submitListing, type Completion } from '../domain/preparing.js';
import { publishListing } from '../domain/publishing.js';
import { listingType } from '../listing.type.js';

export type ListingSpecification = Specification<ListingState, ListingEvent>;

export const contact = { name: '담당자', email: 'contact@example.kr', phone: '02-000-0000' };

/** An officer (담당자) by their `sub`. */
export const officerCalled = (sub: string) => ({
  sub,
  name: '김담당',
  unit: 'NIA 디지털서비스팀',
  phone: '1522-0089',
  email: 'help@example.kr',
});

export const selected = (change: Partial<ServiceSelected> = {}): ServiceSelected => ({
  ...ServiceSelected.sample,
  ...change,
});

/** The listing of a service selected on 2025-09-19. */
export const opened = (change: Partial<ServiceSelected> = {}, policy?: PolicyTable): ListingSpecification =>
  specification(listingType, '2025-09-19', policy).given((_, moment) => createListing(selected(change), moment));

export const completed = (listing = opened(), completion: Completion = {}): ListingSpecification =>
  listing.on('2025-09-22').given((state, moment) => completeListing(state, { contact, ...completion }, moment));

export const submitted = (listing = completed()): ListingSpecification => listing.on('2025-09-23').given(submitListing);

export const published = (listing = submitted()): ListingSpecification =>
  listing.on('2025-09-25').given(publishListing);

/** A published listing of what was selected with these differences from the sample. */
export const publishedOf = (change: Partial<ServiceSelected>): ListingSpecification =>
  published(submitted(completed(opened(change))));
