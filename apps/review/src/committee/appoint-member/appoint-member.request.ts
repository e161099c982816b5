import { CalendarDay, Flag, Name, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import {
  GENDERS,
  MEMBER_ROLES,
  QUALIFICATIONS,
  type Gender,
  type MemberRole,
  type Qualification,
} from '../domain/committee.state.js';

export class AppointMemberRequest {
  @Text({ max: 200, description: "The person's sub" })
  readonly memberId!: string;

  @Name({ max: 100 })
  readonly name!: string;

  @OneOf(GENDERS, { optional: true })
  readonly gender?: Gender;

  @OneOf(MEMBER_ROLES)
  readonly role!: MemberRole;

  @Flag()
  readonly official!: boolean;

  @OneOf(QUALIFICATIONS, { description: 'Ground of decree Art. 15-3' })
  readonly qualification!: Qualification;

  @CalendarDay()
  readonly termFrom!: Day;

  @Text({ max: 200, optional: true, description: 'The member who left early and whose remaining term this one serves' })
  readonly replaces?: string;
}
