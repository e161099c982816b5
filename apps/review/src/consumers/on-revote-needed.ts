import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RevoteNeeded } from '#common/events/definitions/revote-needed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { callForRevote } from '../cases/domain/voting-again.js';
import { Sessions } from '../sessions/sessions.repository.js';

/** The committee is to vote again (재의결, R-45). All conflicts that are known of the item by now are followed. */
@Controller()
export class OnRevoteNeeded {
  constructor(
    private readonly cases: Cases,
    private readonly sessions: Sessions,
  ) {}

  @Consumes(RevoteNeeded)
  async handle(@Payload() data: RevoteNeeded, @Ctx() context: InboxContext): Promise<void> {
    const session = (await this.sessions.newest(data.sessionId))?.state;
    const item = session?.agenda.find((one) => one.item === data.item);
    if (item === undefined) return;
    const excluded = (item.breaches ?? []).map(({ memberId, ground }) => ({ memberId, ground }));
    const call = { sessionNo: data.sessionNo, excluded, barred: item.barred };
    await this.cases.change(context.intent(data.caseId), (reviewCase) => callForRevote(reviewCase, call));
  }
}
