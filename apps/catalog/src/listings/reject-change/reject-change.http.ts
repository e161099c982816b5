import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { RejectChange } from './reject-change.usecase.js';

@Controller()
export class RejectChangeHttp {
  constructor(
    private readonly useCase: RejectChange,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'rejectChange',
    method: 'POST',
    path: '/v1/listings/:id/changes/:n/rejection',
    summary: 'NIA rejects a change',
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
