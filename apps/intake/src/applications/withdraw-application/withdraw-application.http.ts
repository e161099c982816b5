import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { withdrawApplication } from '../domain/withdrawing.js';
import { WithdrawApplicationRequest } from './withdraw-application.request.js';

@Controller()
export class WithdrawApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'withdrawApplication',
    method: 'POST',
    path: '/v1/applications/:id/withdrawal',
    summary: 'The supplier withdraws (취하), or asks to while review is under way',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_DECIDED', 'WITHDRAWAL_REQUESTED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: WithdrawApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const withdrawn = await this.applications.change({ ...meta, id }, (application, moment) =>
      withdrawApplication(application, body, moment),
    );
    return this.views.of(withdrawn, meta.actor);
  }
}
