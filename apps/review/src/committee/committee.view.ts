import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Day } from '#common/kernel/day.js';
import { notFound } from '#common/kernel/errors.js';
import { membersOn, presidencyOn, shownTerm, standingOn } from './domain/committee.rules.js';
import {
  GENDERS,
  MEMBER_ROLES,
  MEMBER_STANDINGS,
  QUALIFICATIONS,
  type CommitteeState,
  type Member,
  type MemberRole,
  type MemberStanding,
} from './domain/committee.state.js';

/** One term of office (임기), both days included. */
const TermView = Type.Object({
  from: Type.String({ format: 'date' }),
  to: Type.Optional(Type.String({ format: 'date', description: 'Absent for officials' })),
  role: Type.Enum(MEMBER_ROLES),
  official: Type.Boolean(),
  qualification: Type.Enum(QUALIFICATIONS),
  replaces: Type.Optional(Type.String({ description: 'Whose unfinished term it serves' })),
  leftOn: Type.Optional(Type.String({ format: 'date', description: 'The first day that no longer belongs to it' })),
});

const fields = {
  memberId: Type.String({ description: "The person's sub" }),
  self: Type.String(),
  name: Type.String(),
  gender: Type.Optional(Type.Enum(GENDERS)),
  role: Type.Enum(MEMBER_ROLES),
  official: Type.Boolean(),
  qualification: Type.Enum(QUALIFICATIONS),
  /** Of the running term, else of the next, else of the last; `role`, `official` and `qualification` too. */
  termFrom: Type.String({ format: 'date' }),
  termTo: Type.Optional(Type.String({ format: 'date' })),
  terms: Type.Array(TermView),
  standing: Type.Enum(MEMBER_STANDINGS),
};

const ListedMemberView = Type.Object(fields);
type ListedMemberView = Static<typeof ListedMemberView>;

/** A member (위원); `version` and the ETag are the committee's. */
export const MemberView = Type.Object({ id: Type.String(), version: Type.Integer(), ...fields }, { $id: 'Member' });
export type MemberView = Static<typeof MemberView>;

export const CommitteeView = Type.Object(
  {
    version: Type.Integer(),
    items: Type.Array(ListedMemberView),
    chairId: Type.Optional(Type.String()),
    actingChairId: Type.Optional(Type.String()),
  },
  { $id: 'Committee' },
);
export type CommitteeView = Static<typeof CommitteeView>;

const listed = (member: Member, today: Day): ListedMemberView => {
  const { memberId, name, gender, terms } = member;
  const { from, to, role, official, qualification } = shownTerm(member, today);
  return {
    memberId,
    self: `/v1/members/${encodeURIComponent(memberId)}`,
    name: name ?? '',
    ...(gender != null && { gender }),
    role,
    official,
    qualification,
    termFrom: from,
    ...(to !== undefined && { termTo: to }),
    terms: terms.map(({ left, ...term }) => ({ ...term, ...(left !== undefined && { leftOn: left.on }) })),
    standing: standingOn(member, today),
  };
};

export function memberView({ version, state }: Snapshot<CommitteeState>, memberId: string, today: Day): MemberView {
  const member = state.members.find((candidate) => candidate.memberId === memberId);
  if (member === undefined) throw notFound('member', memberId);
  return { id: memberId, version, ...listed(member, today) };
}

/** Which members a list shows; all of them unless said otherwise. */
export interface MemberFilter {
  readonly standing?: MemberStanding;
  readonly role?: MemberRole;
  readonly official?: boolean;
  /** In office on this day. */
  readonly on?: Day;
}

export const committeeView = (
  { version, state }: Snapshot<CommitteeState>,
  today: Day,
  { on, ...wanted }: MemberFilter = {},
): CommitteeView => ({
  version,
  items: (on === undefined ? state.members : membersOn(state, on))
    .map((member) => listed(member, today))
    .filter(
      ({ standing, role, official }) =>
        (wanted.standing === undefined || wanted.standing === standing) &&
        (wanted.role === undefined || wanted.role === role) &&
        (wanted.official === undefined || wanted.official === official),
    ),
  ...presidencyOn(state, today),
});

const GenderCountView = Type.Object({
  total: Type.Integer(),
  female: Type.Integer(),
  male: Type.Integer(),
  unknown: Type.Integer({ description: 'Not stated, or erased' }),
});

/** How the committee of a day is composed (성별 현황): numbers, no names. */
export const CompositionView = Type.Object(
  {
    on: Type.String({ format: 'date' }),
    members: GenderCountView,
    officials: GenderCountView,
    nonOfficials: GenderCountView,
  },
  { $id: 'CommitteeComposition' },
);
export type CompositionView = Static<typeof CompositionView>;
