import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView, officerView, returnedView, supplementViews } from '../application.view.js';
import { Applications } from '../applications.repository.js';

/** Supplement, return and refusal reasons, also for callers without access to the papers. */
const ApplicationNoticesView = Type.Object({
  applicationId: Type.String(),
  ...Type.Pick(ApplicationView, ['status', 'officer', 'supplements', 'returned', 'decision']).properties,
});

@Controller()
export class GetApplicationNoticesHttp {
  constructor(private readonly applications: Applications) {}

  @Operation({
    id: 'getApplicationNotices',
    method: 'GET',
    path: '/v1/applications/:id/notices',
    summary: 'What the supplier was asked for and told, with reasons',
    accesses: { what: 'CONTACT' },
    answers: ApplicationNoticesView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<Static<typeof ApplicationNoticesView>> {
    const { state } = await this.applications.get(id, asking);
    const { status, officer, returned, decision } = state;
    return {
      applicationId: id,
      status,
      ...(officer !== undefined && { officer: officerView(officer) }),
      supplements: supplementViews(state),
      ...(returned !== undefined && { returned: returnedView(returned) }),
      ...(decision !== undefined && { decision }),
    };
  }
}
