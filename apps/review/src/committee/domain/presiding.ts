import type { Moment } from '#common/kernel/clock.js';
import { ensure, forbidden, invalid } from '#common/kernel/errors.js';
import type { CommitteeEvent } from './committee.events.js';
import { membersOn, presidencyOn } from './committee.rules.js';
import type { CommitteeState } from './committee.state.js';

export interface Naming {
  readonly memberId: string;
  /** The caller's sub. */
  readonly by: string;
}

/** The chair names in advance the member who acts in the chair's absence (decree Art. 15-3). */
export function nameActingChair(
  state: CommitteeState,
  { memberId, by }: Naming,
  { today }: Moment,
): readonly CommitteeEvent[] {
  ensure(presidencyOn(state, today).chairId === by, () => forbidden('Only the chair names the acting chair.'));
  ensure(memberId !== by, () => invalid('ACTING_CHAIR_IS_CHAIR', 'The acting chair is another member than the chair.'));
  const inOffice = membersOn(state, today).some((member) => member.memberId === memberId);
  ensure(inOffice, () => invalid('MEMBER_NOT_IN_OFFICE', `${memberId} is no member in office: name another.`));
  return [{ type: 'ActingChairNamed', data: { memberId } }];
}
