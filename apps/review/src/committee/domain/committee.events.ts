import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { MemberAppointed } from '#common/events/definitions/member-appointed.js';
import type { MemberDismissed } from '#common/events/definitions/member-dismissed.js';
import type { DismissalGround, MemberIdentity, MemberRole, Qualification } from './committee.state.js';

export type CommitteeEvent =
  /** On review.internal: sessions take the member in. */
  | FactWith<
      'MemberAppointed',
      MemberAppointed,
      MemberIdentity & {
        readonly role: MemberRole;
        readonly official: boolean;
        readonly qualification: Qualification;
        /** Whose unfinished term the member serves. */
        readonly replaces?: string;
      }
    >
  /** On review.internal: what sessions and cases follow. */
  | Reasoned<FactWith<'MemberDismissed', MemberDismissed, { readonly ground: DismissalGround }>>
  | Fact<'ActingChairNamed', { readonly memberId: string }>;
