import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SessionPublished } from '#common/events/definitions/session-published.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { allDone } from '#common/kernel/all-done.js';
import { Cases } from '../cases/cases.repository.js';
import type { Conclusion, ObjectionAnswer } from '../cases/domain/concluding.js';
import { concludeSession, type SessionOutcome } from '../cases/domain/objecting.js';
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
    const agenda = (await this.sessions.find(data.sessionId))?.state.agenda ?? [];
    // One change per case: the session may have decided on an objection and on its service.
    await allDone([...new Set(agenda.map(({ caseId }) => caseId))], async (caseId) => {
      const outcome = outcomeOf(
        data,
        agenda.filter((item) => item.caseId === caseId),
      );
      if (Object.keys(outcome).length === 0) return;
      await this.cases.change(context.intent(caseId), (reviewCase, moment) =>
        concludeSession(reviewCase, outcome, moment),
      );
    });
  }
}

function outcomeOf(
  { sessionNo, selectionAct: { number } }: SessionPublished,
  items: readonly AgendaItem[],
): SessionOutcome {
  const objection = items.map((item) => answerOf(sessionNo, item)).find((answer) => answer !== undefined);
  const concluded = (of: readonly AgendaItem[]) =>
    of.map((item) => conclusionOf(sessionNo, item)).find((conclusion) => conclusion !== undefined);
  const service = concluded(items.filter(({ kind }) => kind !== 'REVOTE'));
  const revote = concluded(items.filter(({ kind }) => kind === 'REVOTE'));
  return {
    ...(objection !== undefined && { objection }),
    ...(service !== undefined && { service }),
    ...(revote !== undefined && { revote: { ...revote, number } }),
  };
}

function answerOf(sessionNo: number, { status, decidedOn }: AgendaItem): ObjectionAnswer | undefined {
  const isAnswered = status === 'UPHELD' || status === 'DISMISSED';
  return isAnswered && decidedOn !== undefined ? { sessionNo, outcome: status, decidedOn } : undefined;
}

/** The chair's words; an erased reason is not told, and that of the system is a code. */
const told = ({ reason, code }: Deferral): readonly string[] => (reason === null || code !== undefined ? [] : [reason]);

/** Undefined for an item the committee did not decide: it left the agenda by itself. */
function conclusionOf(sessionNo: number, item: AgendaItem): Conclusion | undefined {
  const { status, decidedOn, tally, reasons, deferral, voters = [] } = item;
  const decided = status === 'SELECTED' || status === 'NOT_SELECTED' || status === 'DEFERRED';
  if (!decided || decidedOn === undefined) return undefined;
  return {
    sessionNo,
    decision: status,
    decidedOn,
    ...(tally !== undefined && { tally }),
    reasons: deferral === undefined ? reasons : [...told(deferral), ...reasons],
    voters,
    requests: deferral?.requests ?? [],
    ...(deferral?.answerDueOn !== undefined && { answerDueOn: deferral.answerDueOn }),
    ...(deferral?.code !== undefined && { reasonCode: deferral.code }),
  };
}
