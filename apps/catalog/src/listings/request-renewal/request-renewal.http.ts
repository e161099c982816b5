import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { RequestRenewal } from './request-renewal.usecase.js';

@Controller()
export class RequestRenewalHttp {
  constructor(
    private readonly useCase: RequestRenewal,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'requestRenewal',
    method: 'POST',
    path: '/v1/listings/:id/renewal-request',
    summary: 'The supplier asks for a new term',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
