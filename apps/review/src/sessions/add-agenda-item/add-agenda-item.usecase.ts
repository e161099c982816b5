import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound } from '#common/kernel/errors.js';
import { Cases } from '../../cases/cases.repository.js';
import { answerAwaitedUntil, isReady } from '../../cases/domain/case.rules.js';
import type { CaseState } from '../../cases/domain/case.state.js';
import { CommitteeToday } from '../committee-today.js';
import { barringOf } from '../domain/answering-objections.js';
import { ensureAnswered } from '../domain/awaiting-answer.js';
import { addAgendaItem, type CaseForAgenda } from '../domain/setting-agenda.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { AddAgendaItemRequest } from './add-agenda-item.request.js';

/** Emits AgendaItemAdded, which the case follows. The claim on the case keeps it on one agenda. */
@Injectable()
export class AddAgendaItem {
  constructor(
    private readonly sessions: Sessions,
    private readonly cases: Cases,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<AddAgendaItemRequest>): Promise<Snapshot<SessionState>> {
    const found = await this.cases.find(data.caseId);
    if (found === undefined) throw notFound('case', data.caseId);
    const { caseId, applicationId, submission, deferrals, firstVoters = [] } = found.state;
    const { service, supplier, acceptedOn } = submission;
    const { name: supplierName, businessNumber } = supplier;
    const facts = { caseId, applicationId, serviceName: service.name, supplierName, supplier: businessNumber };
    const reviewCase = { ...facts, acceptedOn, deferrals, ready: isReady(found.state) };
    const revote = revoteFor(found.state);
    const kind = found.state.objection === undefined ? 'SERVICE' : 'OBJECTION';
    const inOffice = await this.committee.inOffice();
    return this.sessions.change(intent, (session, moment) => {
      const before = revote ?? { kind, ...barringOf(firstVoters, inOffice(session.on), moment.policy) };
      const added = addAgendaItem(session, { ...reviewCase, ...before }, moment);
      ensureAnswered(session, answerAwaitedUntil(found.state), moment);
      return added;
    });
  }
}

/**
 * The members who did not declare are excluded from the re-vote; who was barred from the first vote is barred again
 * . An objection goes first, because its answer has a period: upheld, it leaves nothing to vote on again.
 */
function revoteFor({ objection, revote, decision }: CaseState): Partial<CaseForAgenda> | undefined {
  if (objection !== undefined || revote === undefined || decision === undefined || decision.outcome === 'DEFERRED') {
    return undefined;
  }
  const { barred, excluded } = revote;
  const { sessionNo, outcome } = decision;
  return { kind: 'REVOTE', barred, excluded, revoteOf: { sessionNo, outcome } };
}
