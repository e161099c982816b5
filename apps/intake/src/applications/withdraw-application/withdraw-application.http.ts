import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { WithdrawApplicationRequest } from './withdraw-application.request.js';
import { WithdrawApplication } from './withdraw-application.usecase.js';

@Controller()
export class WithdrawApplicationHttp {
  constructor(
    private readonly withdrawApplication: WithdrawApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'withdrawApplication',
    method: 'POST',
    path: '/v1/applications/:id/withdrawal',
    summary: 'The supplier withdraws (취하), or asks to while review is under way',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: WithdrawApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.withdrawApplication.execute({ ...meta, id, data: body }), meta.actor);
  }
}
