import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { appointMember } from '../domain/committee.js';
import type { CommitteeState } from '../domain/committee.state.js';
import type { AppointMemberRequest } from './appoint-member.request.js';

/**
 * The first appointment makes the committee. Private event; 409 COMMITTEE_FULL, CHAIR_EXISTS, MEMBER_IN_OFFICE,
 * TERM_LIMIT_REACHED; 422 QUALIFICATION_MISMATCH, CHAIR_NOT_OFFICIAL, NOTHING_TO_REPLACE.
 */
@Injectable()
export class AppointMember {
  constructor(private readonly committee: Committee) {}

  execute({ data, ...intent }: Omit<Command<AppointMemberRequest>, 'id'>): Promise<Snapshot<CommitteeState>> {
    return this.committee.save({ ...intent, id: COMMITTEE_ID }, (committee, moment) =>
      appointMember(committee, data, moment),
    );
  }
}
