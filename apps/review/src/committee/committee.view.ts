import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Day } from '#common/kernel/day.js';
import { notFound } from '#common/kernel/errors.js';
import { presidencyOn, standingOn } from './domain/committee.rules.js';
import { GENDERS, MEMBER_ROLES, QUALIFICATIONS, type CommitteeState, type Member } from './domain/committee.state.js';

const fields = {
  memberId: Type.String({ description: "The person's sub" }),
  self: Type.String(),
  name: Type.String(),
  gender: Type.Optional(Type.Enum(GENDERS)),
  role: Type.Enum(MEMBER_ROLES),
  official: Type.Boolean(),
  qualification: Type.Enum(QUALIFICATIONS),
  termFrom: Type.String({ format: 'date' }),
  termTo: Type.Optional(Type.String({ format: 'date' })),
  termNo: Type.Integer(),
  standing: Type.Enum(['APPOINTED', 'ACTIVE', 'EXPIRED', 'RESIGNED', 'DISMISSED']),
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
  const { memberId, name, gender, role, official, qualification, termFrom, termTo, termNo } = member;
  return {
    memberId,
    self: `/v1/members/${encodeURIComponent(memberId)}`,
    name: name ?? '',
    ...(gender != null && { gender }),
    role,
    official,
    qualification,
    termFrom,
    ...(termTo !== undefined && { termTo }),
    termNo,
    standing: standingOn(member, today),
  };
};

export function memberView({ version, state }: Snapshot<CommitteeState>, memberId: string, today: Day): MemberView {
  const member = state.members.find((candidate) => candidate.memberId === memberId);
  if (member === undefined) throw notFound('member', memberId);
  return { id: memberId, version, ...listed(member, today) };
}

export const committeeView = ({ version, state }: Snapshot<CommitteeState>, today: Day): CommitteeView => ({
  version,
  items: state.members.map((member) => listed(member, today)),
  ...presidencyOn(state, today),
});
