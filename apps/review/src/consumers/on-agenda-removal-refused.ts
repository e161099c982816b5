import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgendaRemovalRefused } from '#common/events/definitions/agenda-removal-refused.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followRemovalRefusal } from '../cases/domain/following.js';

/** The session has decided already: the withdrawal comes too late. */
@Controller()
export class OnAgendaRemovalRefused {
  constructor(private readonly cases: Cases) {}

  @Consumes(AgendaRemovalRefused)
  async handle(@Payload() data: AgendaRemovalRefused, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), followRemovalRefusal);
  }
}
