import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgendaItemAdded } from '#common/events/definitions/agenda-item-added.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followAgenda } from '../cases/domain/following.js';

/** The case is on the agenda of a session (안건 상정). */
@Controller()
export class OnAgendaItemAdded {
  constructor(private readonly cases: Cases) {}

  @Consumes(AgendaItemAdded)
  async handle(@Payload() data: AgendaItemAdded, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followAgenda(reviewCase, data));
  }
}
