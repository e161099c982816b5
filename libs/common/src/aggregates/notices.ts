import type { Addressee } from '../kernel/addressee.js';
import type { Bilingual } from '../kernel/bilingual.js';
import type { Moment } from '../kernel/clock.js';
import type { Day } from '../kernel/day.js';
import { derivedId } from '../kernel/ids.js';
import { own } from '../kernel/own.js';
import type { DomainEvent, Recorded } from './aggregate-type.js';
import type { FactOf } from './fact.js';
import type { NoticeContact } from '../kernel/notice-contact.js';

/** What one addressee is to be told (통지). */
export interface NoticeDraft {
  /** `SUPPLEMENT_REQUESTED`: what happened, in `UPPER_CASE`. */
  readonly reason: string;
  readonly to: Addressee;
  /** Which of several of the same reason, such as the number of a supplement: each is told once. */
  readonly once?: string;
  /** One line. */
  readonly title: Bilingual;
  readonly text: Bilingual;
  /** Why it comes to this addressee. */
  readonly why: Bilingual;
  /** Article or assumption it rests on. */
  readonly rule: string;
  /** Until when the addressee is to act. */
  readonly dueOn?: Day;
  readonly contact: NoticeContact;
}

/** The aggregate that a notice is about. */
export interface NoticeSubject {
  /** `application`. */
  readonly kind: string;
  readonly id: string;
  /** Where it is read, for those who may: `/v1/applications/…`. */
  readonly path: string;
}

/** A notice as its aggregate leaves it for the courier. */
export interface PendingNotice extends NoticeDraft {
  /** The same whatever is retried: of the aggregate, the reason and the addressee. */
  readonly id: string;
  readonly about: NoticeSubject;
  /** Business time of what it tells. */
  readonly at: string;
  /** The event that it tells; none where a deadline passed. */
  readonly cause?: string;
}

/** An event that was decided, the state before and after its save, and the moment. */
export interface Told<S, E extends DomainEvent> {
  readonly event: Recorded<E>;
  /** Absent for a new aggregate. */
  readonly before?: S;
  readonly state: S;
  readonly moment: Moment;
}

/** Whom an event of an aggregate makes known what, by its type. A type that is not named tells nobody. */
export type NoticeRules<S, E extends DomainEvent> = {
  readonly [N in E['type']]?: (told: Told<S, FactOf<E, N>>) => readonly NoticeDraft[];
};

/** What an event makes known. */
export function draftsOf<S, E extends DomainEvent>(rules: NoticeRules<S, E>, told: Told<S, E>): readonly NoticeDraft[] {
  const byType = rules as Readonly<Record<string, ((told: Told<S, E>) => readonly NoticeDraft[]) | undefined>>;
  return own(byType, told.event.type)?.(told) ?? [];
}

export const noticeIdOf = (about: NoticeSubject, { reason, to, once = '' }: NoticeDraft): string =>
  derivedId('notice', about.kind, about.id, reason, to, once);

export const pendingNotice = (about: NoticeSubject, draft: NoticeDraft, at: Date): PendingNotice => ({
  ...draft,
  id: noticeIdOf(about, draft),
  about,
  at: at.toISOString(),
});
