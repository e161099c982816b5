import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { MemberDismissed } from '#common/events/definitions/member-dismissed.js';
import type { Day } from '#common/kernel/day.js';
import type { DismissalGround, MemberIdentity, MemberRole, Qualification } from './committee.state.js';

export type CommitteeEvent =
  | FactWith<
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
      MemberIdentity
    >
  /** On review.internal: what sessions and cases follow. */
  | Reasoned<FactWith<'MemberDismissed', MemberDismissed, { readonly ground: DismissalGround }>>
  | Fact<'ActingChairNamed', { readonly memberId: string }>;
