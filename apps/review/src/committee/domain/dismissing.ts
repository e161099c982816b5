import type { Moment } from '#common/kernel/clock.js';
import { ensure, notFound, wrongState } from '#common/kernel/errors.js';
import type { CommitteeEvent } from './committee.events.js';
import { standingOn } from './committee.rules.js';
import type { CommitteeState, DismissalGround } from './committee.state.js';

export interface Dismissal {
  readonly memberId: string;
  readonly ground: DismissalGround;
  /** In the ministry's words; never published. */
  readonly reason: string;
}

/** Dismissal (해촉) on one of the grounds of decree Art. 15-5, own wish among them. */
export function dismissMember(
  state: CommitteeState,
  { memberId, ground, reason }: Dismissal,
  { today }: Moment,
): readonly CommitteeEvent[] {
  const member = state.members.find((candidate) => candidate.memberId === memberId);
  if (member === undefined) throw notFound('member', memberId);
  const standing = standingOn(member, today);
  ensure(standing === 'ACTIVE' || standing === 'APPOINTED', () =>
    wrongState('MEMBER_NOT_IN_OFFICE', `${memberId} is ${standing} and cannot be dismissed.`),
  );
  return [{ type: 'MemberDismissed', data: { memberId, on: today }, details: { ground }, reason }];
}
