import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgendaItemReleased } from '#common/events/definitions/agenda-item-released.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followRelease } from '../cases/domain/following.js';

/** The item left the agenda undecided. */
@Controller()
export class OnAgendaItemReleased {
  constructor(private readonly cases: Cases) {}

  @Consumes(AgendaItemReleased)
  async handle(@Payload() data: AgendaItemReleased, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase, moment) =>
      followRelease(reviewCase, data, moment),
    );
  }
}
