import { evolution } from '../aggregates/evolution.js';
import type { AggregateType } from '../aggregates/aggregate-type.js';
import type { Fact } from '../aggregates/fact.js';
import { addresseesOf, type Addressee } from '../kernel/addressee.js';
import type { Person } from '../kernel/actor.js';
import type { Moment } from '../kernel/clock.js';
import { dayOf, type Day } from '../kernel/day.js';
import { ensure, notFound } from '../kernel/errors.js';
import { derivedId } from '../kernel/ids.js';

export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each notice at once, or all of a day in one message. */
export const DELIVERIES = ['EACH', 'DIGEST'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** What a person enters. */
export interface AddressEntry {
  readonly email: string;
  readonly language: Language;
  readonly delivery: Delivery;
}

/** Whose entry it is; null once erased. */
interface Entered {
  readonly sub: string | null;
  readonly entry: AddressEntry | null;
  /** What their token said of them: notices to these reach the entry. */
  readonly reach: readonly Addressee[] | null;
}

/** A person's entry in the address book (주소록) of one service: where notices reach them. */
export interface AddressState {
  readonly sub: string | null;
  /** Absent once it was removed or erased: notices then wait in the list alone. */
  readonly entry?: AddressEntry;
  readonly reach: readonly Addressee[];
  /** When the person last entered it: role and organisation may have changed since. */
  readonly enteredOn: Day;
}

export type AddressEvent = Fact<'AddressEntered', Entered> | Fact<'AddressRemoved', object>;

export const addressIdOf = (sub: string): string => derivedId('address', sub);

/** Each save replaces the whole entry. */
export function enterAddress(person: Person, { email, language, delivery }: AddressEntry): readonly AddressEvent[] {
  const data = { sub: person.sub, entry: { email, language, delivery }, reach: addresseesOf(person) };
  return [{ type: 'AddressEntered', data }];
}

/** @throws Refusal 404 when there is none */
export function removeAddress({ entry }: AddressState): readonly AddressEvent[] {
  ensure(entry !== undefined, () => notFound('address', 'me'));
  return [{ type: 'AddressRemoved', data: {} }];
}

/** Whether an entry still speaks for its person: one that is not renewed within the period no longer does. */
export const isCurrent = ({ entry, enteredOn }: AddressState, { today, policy, calendar }: Moment): boolean =>
  entry !== undefined && today <= calendar.addCalendarDays(enteredOn, policy['notices.addressDays']);

export const addressType: AggregateType<AddressState, AddressEvent> = {
  name: 'address',
  collection: 'addresses',
  publishes: [],
  evolve: evolution<AddressState, AddressEvent>()(
    {
      AddressEntered: ({ data: { sub, entry, reach }, at }) => ({
        sub,
        ...(entry !== null && { entry }),
        reach: entry === null ? [] : (reach ?? []),
        enteredOn: dayOf(at),
      }),
    },
    ({ sub, enteredOn }) => ({ sub, reach: [], enteredOn }),
  ),
  personal: { AddressEntered: ['data.sub', 'data.entry', 'data.reach'] },
  indexed: ['state.reach'],
};
