import { Controller, Param } from '@nestjs/common';
import { hasRole, type Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { sightOf } from '../application.history.js';
import { Applications } from '../applications.repository.js';

@Controller()
export class GetApplicationHistoryHttp {
  constructor(
    private readonly applications: Applications,
    private readonly stores: Stores,
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
    return historyView(
      await this.applications.history(id, asking),
      sightOf(asking.actor, { seesReasons, seesOfficers }),
    );
  }
}
