import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';
import { nameActingChair } from '../domain/committee.js';
import type { CommitteeState } from '../domain/committee.state.js';
import type { NameActingChairRequest } from './name-acting-chair.request.js';

/** Private event; 403 for anyone but the chair of the committee; 422 ACTING_CHAIR_IS_CHAIR, MEMBER_NOT_IN_OFFICE. */
@Injectable()
export class NameActingChair {
  constructor(private readonly committee: Committee) {}

  execute({ data, ...intent }: Omit<Command<NameActingChairRequest>, 'id'>): Promise<Snapshot<CommitteeState>> {
    const naming = { memberId: data.memberId, by: intent.actor.sub };
    return this.committee.change({ ...intent, id: COMMITTEE_ID }, (committee, moment) =>
      nameActingChair(committee, naming, moment),
    );
  }
}
