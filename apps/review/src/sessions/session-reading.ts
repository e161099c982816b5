import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Asking, Reader } from '#common/kernel/actor.js';
import { Standing } from '../committee/standing.js';
import type { SessionState } from './domain/session.state.js';
import { sessionIdOf } from './session.type.js';
import { Sessions } from './sessions.repository.js';

/** A session, and its reader with the roles that hold for it. */
export interface ReadSession {
  readonly session: Snapshot<SessionState>;
  readonly reader: Reader;
}

/** Reads of a session by people: members in office or convened to it read as members, others as the public. */
@Injectable()
export class SessionReading {
  constructor(
    private readonly sessions: Sessions,
    private readonly standing: Standing,
  ) {}

  /** @throws Refusal 404 */
  async get(no: number, asking: Asking): Promise<ReadSession> {
    const id = sessionIdOf(no);
    const roster = (await this.sessions.find(id))?.state.roster;
    const known = await this.standing.of(asking, roster);
    return { session: await this.sessions.get(id, known), reader: known.actor };
  }
}
