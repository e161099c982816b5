import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Cases } from '../../cases/cases.repository.js';
import { answerAwaitedUntil } from '../../cases/domain/case.rules.js';
import { CommitteeToday } from '../committee-today.js';
import type { AwaitedAnswers } from '../domain/awaiting-answer.js';
import { noticeSession } from '../domain/convening.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { NoticeSessionRequest } from './notice-session.request.js';

/** PLANNED, ADJOURNED → NOTICED. Emits SessionNoticed. */
@Injectable()
export class NoticeSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly cases: Cases,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<NoticeSessionRequest>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, async (session, moment) => {
      const [inOffice, awaited] = await Promise.all([this.committee.inOffice(), this.awaitedBy(session)]);
      return noticeSession(session, { ...data, inOffice, awaited }, moment);
    });
  }

  /** Of the deferred cases on the agenda: the others wait for no answer. */
  private async awaitedBy({ agenda }: SessionState): Promise<AwaitedAnswers> {
    const deferred = agenda.filter(({ deferrals, status }) => deferrals > 0 && status !== 'REMOVED');
    const found = await Promise.all(deferred.map(({ caseId }) => this.cases.find(caseId)));
    return new Map(
      found.flatMap((one) => {
        const until = one && answerAwaitedUntil(one.state);
        return one === undefined || until === undefined ? [] : [[one.state.caseId, until] as const];
      }),
    );
  }
}
