import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { draftMinutes } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { DraftMinutesRequest } from './draft-minutes.request.js';

/** Private event; 409 MINUTES_NOT_DUE; 422 REASONS_MISSING. */
@Injectable()
export class DraftMinutes {
  constructor(private readonly sessions: Sessions) {}

  execute({ data, ...intent }: Command<DraftMinutesRequest>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, (session) => draftMinutes(session, data));
  }
}
