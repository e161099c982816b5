import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { inviteExaminers } from '../domain/examining.js';
import { InviteExaminersRequest } from './invite-examiners.request.js';

@Controller()
export class InviteExaminersHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'inviteExaminers',
    method: 'POST',
    path: '/v1/cases/:id/invitations',
    summary: 'The secretary asks examiners to declare; they alone may know of the case',
    ifMatch: true,
    answers: CaseView,
    refuses: ['INVITATIONS_CLOSED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: InviteExaminersRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const invited = await this.cases.change({ ...meta, id }, (reviewCase) => inviteExaminers(reviewCase, body));
    return this.views.of(invited, meta.actor);
  }
}
