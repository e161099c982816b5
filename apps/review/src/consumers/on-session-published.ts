import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SessionPublished } from '#common/events/definitions/session-published.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { allDone } from '#common/kernel/all-done.js';
import { Cases } from '../cases/cases.repository.js';
import { conclude, type Conclusion } from '../cases/domain/concluding.js';
import { deferralTexts } from '../sessions/domain/system-reasons.js';
import type { AgendaItem, Deferral } from '../sessions/domain/session.state.js';
import { Sessions } from '../sessions/sessions.repository.js';

/** The session is published: each of its cases is decided, or waits for the next one (§11.2). */
@Controller()
export class OnSessionPublished {
  constructor(
    private readonly cases: Cases,
    private readonly sessions: Sessions,
  ) {}

  @Consumes(SessionPublished)
  async handle(@Payload() data: SessionPublished, @Ctx() context: InboxContext): Promise<void> {
    const session = await this.sessions.find(data.sessionId);
    await allDone(session?.state.agenda ?? [], async (item) => {
      const conclusion = conclusionOf(data.sessionNo, item);
      if (conclusion === undefined) return;
      await this.cases.change(context.intent(item.caseId), (reviewCase, moment) =>
        conclude(reviewCase, conclusion, moment),
      );
    });
  }
}

/** The applicant reads Korean; an erased reason is not told. */
const told = (deferral: Deferral): readonly string[] => [deferralTexts(deferral).korean ?? []].flat();

/** Undefined for an item the committee did not decide: it left the agenda by itself. */
function conclusionOf(sessionNo: number, item: AgendaItem): Conclusion | undefined {
  const { status, decidedOn, tally, reasons, deferral } = item;
  const decided = status === 'SELECTED' || status === 'NOT_SELECTED' || status === 'DEFERRED';
  if (!decided || decidedOn === undefined) return undefined;
  return {
    sessionNo,
    decision: status,
    decidedOn,
    ...(tally !== undefined && { tally }),
    reasons: deferral === undefined ? reasons : [...told(deferral), ...reasons],
    requests: deferral?.requests ?? [],
  };
}
