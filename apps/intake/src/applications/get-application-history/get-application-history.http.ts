import { Controller, Param } from '@nestjs/common';
import { hasRole, type Actor, type Asking } from '#common/kernel/actor.js';
import { applicantPseudonym } from '#common/kernel/applicant-pseudonym.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { sightOf } from '../application.history.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';

/** People of an organisation are shown by the pseudonym of the applicant. */
const hiddenActor = (applicationId: string, actor: Actor) =>
  actor.kind === 'person' && actor.org !== undefined ? { sub: applicantPseudonym(applicationId) } : { sub: actor.sub };

@Controller()
export class GetApplicationHistoryHttp {
  constructor(
    private readonly applications: Applications,
    private readonly stores: Stores,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'getApplicationHistory',
    method: 'GET',
    path: '/v1/applications/:id/history',
    summary: 'Who did what to an application, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    const { state } = await this.applications.get(id, asking);
    const seesReasons = this.stores.holds({ ...asking, operation: 'getApplicationNotices' }, state);
    const mayTakeOver = this.stores.holds({ ...asking, operation: 'takeOverApplication' }, state);
    const seesOfficers = mayTakeOver || hasRole(asking.actor, 'AUDITOR');
    const sight = sightOf(asking.actor, { seesReasons, seesOfficers });
    const history = await this.applications.history(id, asking);
    if (!this.views.hidesApplicant(asking.actor)) return historyView(history, sight);
    return historyView(history, { ...sight, actorOf: (event) => hiddenActor(id, event.actor) });
  }
}
