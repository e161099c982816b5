import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { dismissMember } from '../domain/committee.js';
import type { CommitteeState } from '../domain/committee.state.js';
import type { DismissMemberRequest } from './dismiss-member.request.js';

type Dismissal = DismissMemberRequest & { readonly memberId: string };

/** Private event; 404 for a member there is not, 409 MEMBER_NOT_IN_OFFICE. */
@Injectable()
export class DismissMember {
  constructor(private readonly committee: Committee) {}

  execute({ data, ...intent }: Omit<Command<Dismissal>, 'id'>): Promise<Snapshot<CommitteeState>> {
    return this.committee.change({ ...intent, id: COMMITTEE_ID }, (committee, moment) =>
      dismissMember(committee, data, moment),
    );
  }
}
