import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { ResumeListing } from './resume-listing.usecase.js';

@Controller()
export class ResumeListingHttp {
  constructor(
    private readonly useCase: ResumeListing,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'resumeListing',
    method: 'POST',
    path: '/v1/listings/:id/resumption',
    summary: 'NIA ends a suspension; the reason says by what proof',
    ifMatch: true,
    answers: ListingView,
  })
  async handle(@Param('id') id: string, @Body() body: ReasonRequest, @Meta() meta: CommandMeta): Promise<ListingView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
