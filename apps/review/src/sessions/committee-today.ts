import { Injectable } from '@nestjs/common';
import type { Actor } from '#common/kernel/actor.js';
import type { Day } from '#common/kernel/day.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee/committee.repository.js';
import { membersOn, presidencyOn, type Presidency } from '../committee/domain/committee.rules.js';
import type { ChairAct } from './domain/presiding.js';
import type { RosterMember } from './domain/session.state.js';

/** What a session asks of the committee: the presiding member, the members in office, and those to convene. */
@Injectable()
export class CommitteeToday {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  async presidency(): Promise<Presidency> {
    return presidencyOn(await this.committee.now(), this.stores.moment().today);
  }

  /** An act of the chair by this person, who may preside today or not. */
  async actOf(actor: Actor): Promise<ChairAct> {
    const org = actor.kind === 'person' ? actor.org : undefined;
    return { by: actor.sub, ...(org !== undefined && { org }), presidency: await this.presidency() };
  }

  async inOffice(): Promise<readonly string[]> {
    return membersOn(await this.committee.now(), this.stores.moment().today).map((member) => member.memberId);
  }

  async rosterOn(day: Day): Promise<readonly RosterMember[]> {
    return membersOn(await this.committee.now(), day).map(({ memberId, role, official, termTo }) => ({
      memberId,
      role,
      official,
      ...(termTo !== undefined && { termTo }),
    }));
  }
}
