import { Injectable } from '@nestjs/common';
import type { Actor } from '#common/kernel/actor.js';
import { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../committee/committee.repository.js';
import { presidencyOn, seatsOn, type Presidency } from '../committee/domain/committee.rules.js';
import type { ChairAct } from './domain/presiding.js';
import type { InOffice } from './domain/session.rules.js';

/** What a session asks of the committee: the presiding member, and the members in office. */
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

  /** Who sits on the committee, day by day. */
  async inOffice(): Promise<InOffice> {
    const committee = await this.committee.now();
    return (day) => seatsOn(committee, day);
  }
}
