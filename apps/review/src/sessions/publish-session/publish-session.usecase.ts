import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { publishSession } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { PublishSessionRequest } from './publish-session.request.js';

/**
 * MINUTES_CONFIRMED → PUBLISHED. Emits SessionPublished, which every case of the session follows; 409
 * MINUTES_NOT_CONFIRMED; 422 SELECTION_ACT_DATE.
 */
@Injectable()
export class PublishSession {
  constructor(private readonly sessions: Sessions) {}

  execute({ data, ...intent }: Command<PublishSessionRequest>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, (session, moment) => publishSession(session, data.selectionAct, moment));
  }
}
