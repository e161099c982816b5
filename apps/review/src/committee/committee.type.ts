import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { MemberAppointed } from '#common/events/definitions/member-appointed.js';
import { MemberDismissed } from '#common/events/definitions/member-dismissed.js';
import { derivedId } from '#common/kernel/ids.js';
import { committeeNotices } from './committee.notices.js';
import type { CommitteeEvent } from './domain/committee.events.js';
import { evolve, memberMachine } from './domain/committee.evolve.js';
import type { CommitteeState } from './domain/committee.state.js';

/** There is one committee. */
export const COMMITTEE_ID = derivedId('committee');

export const committeeType: AggregateType<CommitteeState, CommitteeEvent> = {
  name: 'committee',
  collection: 'committee',
  foldVersion: 2,
  evolve,
  machines: [memberMachine],
  publishes: [MemberAppointed, MemberDismissed],
  path: () => '/v1/members',
  notices: committeeNotices,
  personal: { MemberAppointed: ['details.name', 'details.gender'], MemberDismissed: ['reason'] },
};
