import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { ApproveChange } from './approve-change.usecase.js';

@Controller()
export class ApproveChangeHttp {
  constructor(
    private readonly useCase: ApproveChange,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'approveChange',
    method: 'POST',
    path: '/v1/listings/:id/changes/:n/approval',
    summary: 'NIA approves a change: it is applied',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') no: number,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: { no, reason: body.reason } }), meta.actor);
  }
}
