import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { deferItem } from '../domain/sitting.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { DeferItemRequest } from './defer-item.request.js';

/** Item DELIBERATING, VOTING → DEFERRED. Private event. */
@Injectable()
export class DeferItem {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<DeferItemRequest & { readonly item: number }>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => deferItem(session, { ...data, ...act }, moment));
  }
}
