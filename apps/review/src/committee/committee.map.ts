import { aggregateMap } from '#common/service/service-map.js';
import { AppointMemberHttp } from './appoint-member/appoint-member.http.js';
import { committeePermissions } from './committee.permissions.js';
import { Committee } from './committee.repository.js';
import { committeeType } from './committee.type.js';
import { DismissMemberHttp } from './dismiss-member/dismiss-member.http.js';
import { GetCommitteeCompositionHttp } from './get-committee-composition/get-committee-composition.http.js';
import { GetCommitteeHistoryHttp } from './get-committee-history/get-committee-history.http.js';
import { ListMembersHttp } from './list-members/list-members.http.js';
import { NameActingChairHttp } from './name-acting-chair/name-acting-chair.http.js';
import { Standing } from './standing.js';

/** The review committee (심사위원회) and its members. */
export const committee = aggregateMap({
  type: committeeType,
  repository: Committee,
  operations: {
    appointMember: [AppointMemberHttp],
    listMembers: [ListMembersHttp],
    dismissMember: [DismissMemberHttp],
    getCommitteeComposition: [GetCommitteeCompositionHttp],
    nameActingChair: [NameActingChairHttp],
    getCommitteeHistory: [GetCommitteeHistoryHttp],
  },
  permissions: committeePermissions,
  providers: [Standing],
});
