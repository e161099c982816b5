import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { SuspendAgreement } from './suspend-agreement.usecase.js';

@Controller()
export class SuspendAgreementHttp {
  constructor(
    private readonly useCase: SuspendAgreement,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'suspendAgreement',
    method: 'POST',
    path: '/v1/agreements/:id/suspension',
    summary: 'The procurement service suspends an agreement',
    ifMatch: true,
    answers: AgreementView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<AgreementView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
