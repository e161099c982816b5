import type { AggregateType } from '../aggregates/aggregate-type.js';
import { evolution } from '../aggregates/evolution.js';
import type { Fact } from '../aggregates/fact.js';
import type { NoticeSubject, PendingNotice } from '../aggregates/notices.js';
import type { NoticeContact } from '../kernel/notice-contact.js';
import type { Addressee } from '../kernel/addressee.js';
import type { Bilingual } from '../kernel/bilingual.js';
import type { Day } from '../kernel/day.js';

/** By which way a notice left: as an e-mail, or as a line of the log where no mail server is set. */
export type NoticeChannel = 'EMAIL' | 'LOG';

/** A delivery to one person. */
export interface NoticeDelivery {
  /** `sub`; null once erased. */
  readonly person: string | null;
  readonly channel: NoticeChannel;
  readonly at: string;
  /** The mail server refused it for good: the notice waits in the list. */
  readonly refused?: string;
}

/** A notice (통지): what one addressee was told, when, why, and how it reached them. Its text never changes. */
export interface NoticeState {
  readonly reason: string;
  /** Null once erased: then it is in no list. */
  readonly to: Addressee | null;
  readonly about: NoticeSubject;
  /** Null once erased. */
  readonly title: Bilingual | null;
  /** Null once erased. */
  readonly text: Bilingual | null;
  readonly why: Bilingual;
  readonly rule: string;
  readonly dueOn?: Day;
  /** Null once erased. */
  readonly contact: NoticeContact | null;
  /** Business time of what it tells. */
  readonly at: string;
  readonly deliveries: readonly NoticeDelivery[];
}

type Made = Omit<PendingNotice, 'id' | 'once' | 'to' | 'title' | 'text' | 'contact'> &
  Pick<NoticeState, 'to' | 'title' | 'text' | 'contact'>;

export type NoticeEvent =
  | Fact<'NoticeMade', Made>
  | Fact<'NoticeDelivered', Omit<NoticeDelivery, 'at' | 'refused'>>
  | Fact<'NoticeRefused', Omit<NoticeDelivery, 'at' | 'refused'> & { readonly code: string }>;

export function makeNotice(pending: PendingNotice): readonly NoticeEvent[] {
  const { id: _, once: _once, ...data } = pending;
  return [{ type: 'NoticeMade', data }];
}

/** Whether it has reached this person, or is known not to. */
export const isSettled = ({ deliveries }: NoticeState, person: string): boolean =>
  deliveries.some((delivery) => delivery.person === person && delivery.refused === undefined);

/** Once for each person; a repeat records nothing. */
export const noteDelivery =
  (person: string, channel: NoticeChannel, refused?: string) =>
  (notice: NoticeState): readonly NoticeEvent[] => {
    if (isSettled(notice, person)) return [];
    if (refused === undefined) return [{ type: 'NoticeDelivered', data: { person, channel } }];
    return [{ type: 'NoticeRefused', data: { person, channel, code: refused } }];
  };

export const noticeType: AggregateType<NoticeState, NoticeEvent> = {
  name: 'notice',
  collection: 'notices',
  publishes: [],
  evolve: evolution<NoticeState, NoticeEvent>()(
    { NoticeMade: ({ data }) => ({ ...data, deliveries: [] }) },
    (notice, { data, at }) => {
      const { person, channel } = data;
      const delivery = { person, channel, at: at.toISOString(), ...('code' in data && { refused: data.code }) };
      return { ...notice, deliveries: [...notice.deliveries, delivery] };
    },
  ),
  personal: {
    NoticeMade: ['data.to', 'data.title', 'data.text', 'data.contact'],
    NoticeDelivered: ['data.person'],
    NoticeRefused: ['data.person'],
  },
  indexed: ['state.to', 'state.at'],
};
