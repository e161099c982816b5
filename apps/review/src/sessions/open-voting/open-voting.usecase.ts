import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { Debarments } from '../../read-models/debarments/debarments.mongo.js';
import { openVoting } from '../domain/sitting.js';
import type { SeenDebarment, SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';

interface Opening {
  readonly item: number;
  readonly debarmentSeen?: boolean;
}

/** Item DELIBERATING → VOTING. Private event. */
@Injectable()
export class OpenVoting {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
    private readonly debarments: Debarments,
  ) {}

  async execute({ data, ...intent }: Command<Opening>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    const debarment = await this.debarmentOn(intent.id, data.item);
    return this.sessions.change(intent, (session, moment) =>
      openVoting(session, { ...data, ...act, ...(debarment !== undefined && { debarment }) }, moment),
    );
  }

  /** Of the item's supplier, on the session day. */
  private async debarmentOn(sessionId: string, no: number): Promise<SeenDebarment | undefined> {
    const session = (await this.sessions.find(sessionId))?.state;
    const supplier = session?.agenda.find(({ item }) => item === no)?.supplier;
    if (session === undefined || supplier === undefined) return undefined;
    const found = await this.debarments.on(supplier, session.on);
    return found && { from: found.from, to: found.to, ground: found.ground };
  }
}
