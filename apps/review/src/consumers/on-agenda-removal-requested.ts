import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgendaRemovalRequested } from '#common/events/definitions/agenda-removal-requested.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { removeFromAgenda } from '../sessions/domain/setting-agenda.js';
import { sessionIdOf } from '../sessions/session.type.js';
import { Sessions } from '../sessions/sessions.repository.js';

/** A case asks to leave the agenda; only the session knows whether its item was counted. */
@Controller()
export class OnAgendaRemovalRequested {
  constructor(private readonly sessions: Sessions) {}

  @Consumes(AgendaRemovalRequested)
  async handle(@Payload() data: AgendaRemovalRequested, @Ctx() context: InboxContext): Promise<void> {
    await this.sessions.change(context.intent(sessionIdOf(data.sessionNo)), (session) =>
      removeFromAgenda(session, data.caseId),
    );
  }
}
