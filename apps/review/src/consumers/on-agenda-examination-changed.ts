import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgendaExaminationChanged } from '#common/events/definitions/agenda-examination-changed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { phaseOf } from '../cases/domain/case.rules.js';
import { noteExamination } from '../sessions/domain/setting-agenda.js';
import { sessionIdOf } from '../sessions/session.type.js';
import { Sessions } from '../sessions/sessions.repository.js';

/**
 * The session notes whether its item is examined. It asks the case as it is now: the topic is published again at times,
 * and an older event must not take a complete case off the agenda.
 */
@Controller()
export class OnAgendaExaminationChanged {
  constructor(
    private readonly cases: Cases,
    private readonly sessions: Sessions,
  ) {}

  @Consumes(AgendaExaminationChanged)
  async handle(
    @Payload() { caseId, sessionNo }: AgendaExaminationChanged,
    @Ctx() context: InboxContext,
  ): Promise<void> {
    const reviewCase = await this.cases.find(caseId);
    if (reviewCase === undefined) return;
    const phase = phaseOf(reviewCase.state);
    const isComplete = phase === undefined || phase === 'EXPERT_DONE';
    await this.sessions.change(context.intent(sessionIdOf(sessionNo)), (session, moment) =>
      noteExamination(session, { caseId, isComplete }, moment),
    );
  }
}
