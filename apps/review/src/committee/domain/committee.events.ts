import type { DomainEvent } from '#common/aggregates/aggregate.js';
import type { Day } from '#common/kernel/day.js';
import type { DismissalGround, Gender, MemberRole, Qualification } from './committee.state.js';

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

export type MemberDismissed = DomainEvent<
  'MemberDismissed',
  { readonly memberId: string; readonly ground: DismissalGround; readonly on: Day }
>;

export type ActingChairNamed = DomainEvent<'ActingChairNamed', { readonly memberId: string }>;

export type CommitteeEvent = MemberAppointed | MemberDismissed | ActingChairNamed;
