import type { DomainEvent } from '#common/aggregates/aggregate-type.js';
import type * as Dismissed from '#common/events/definitions/member-dismissed.js';
import type { PublishedEvent } from '#common/events/define-event.js';
import type { Day } from '#common/kernel/day.js';
import type { Gender, MemberRole, Qualification } from './committee.state.js';

export type MemberAppointed = DomainEvent<
  'MemberAppointed',
  {
    readonly memberId: string;
    readonly role: MemberRole;
    readonly official: boolean;
    readonly qualification: Qualification;
    readonly termFrom: Day;
    readonly termTo?: Day;
    readonly termNo: number;
    /** Whose remaining term the member serves. */
    readonly replaces?: string;
  },
  { readonly name: string; readonly gender?: Gender }
>;

/** On review.internal: what sessions and cases follow. */
export type MemberDismissed = PublishedEvent<'MemberDismissed', typeof Dismissed.MemberDismissed>;

export type ActingChairNamed = DomainEvent<'ActingChairNamed', { readonly memberId: string }>;

export type CommitteeEvent = MemberAppointed | MemberDismissed | ActingChairNamed;
