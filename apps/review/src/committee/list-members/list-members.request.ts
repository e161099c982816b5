import { CalendarDay, Flag, OneOf } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { MEMBER_ROLES, MEMBER_STANDINGS, type MemberRole, type MemberStanding } from '../domain/committee.state.js';

export class ListMembersRequest {
  @OneOf(MEMBER_STANDINGS, { optional: true, description: 'As of today' })
  readonly standing?: MemberStanding;

  @OneOf(MEMBER_ROLES, { optional: true })
  readonly role?: MemberRole;

  @Flag({ optional: true })
  readonly official?: boolean;

  @CalendarDay({ optional: true, description: 'Members in office on this day' })
  readonly on?: Day;
}
