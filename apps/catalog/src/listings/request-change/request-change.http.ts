import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { RequestChangeRequest } from './request-change.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { RequestChange } from './request-change.usecase.js';

@Controller()
export class RequestChangeHttp {
  constructor(
    private readonly useCase: RequestChange,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'requestChange',
    method: 'POST',
    path: '/v1/listings/:id/changes',
    summary: 'The supplier changes prices or certificates; what makes nothing dearer applies at once',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RequestChangeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
