import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { noticeSession } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { NoticeSessionRequest } from './notice-session.request.js';

/**
 * PLANNED, ADJOURNED → NOTICED. Emits SessionNoticed; 409 SESSION_NOT_NOTICEABLE, ROSTER_SIZE, NON_OFFICIALS_TOO_FEW;
 * 422 NOTICE_TOO_SHORT, SESSION_DATE_REASON_REQUIRED, SESSION_DATE_REQUIRED.
 */
@Injectable()
export class NoticeSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<NoticeSessionRequest>): Promise<Snapshot<SessionState>> {
    const planned = await this.sessions.find(intent.id);
    const roster = await this.committee.rosterOn(data.on ?? planned?.state.on ?? '');
    return this.sessions.change(intent, (session, moment) => noticeSession(session, { ...data, roster }, moment));
  }
}
