import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { noticeSession } from '../domain/convening.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { NoticeSessionRequest } from './notice-session.request.js';

/** PLANNED, ADJOURNED → NOTICED. Emits SessionNoticed. */
@Injectable()
export class NoticeSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<NoticeSessionRequest>): Promise<Snapshot<SessionState>> {
    const inOffice = await this.committee.inOffice();
    return this.sessions.change(intent, (session, moment) => noticeSession(session, { ...data, inOffice }, moment));
  }
}
