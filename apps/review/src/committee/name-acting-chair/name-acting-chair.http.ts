import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import { CommitteeView, committeeView } from '../member.view.js';
import { NameActingChairRequest } from './name-acting-chair.request.js';
import { NameActingChair } from './name-acting-chair.usecase.js';

@Controller()
export class NameActingChairHttp {
  constructor(
    private readonly nameActingChair: NameActingChair,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'nameActingChair',
    method: 'PUT',
    path: '/v1/committee/acting-chair',
    summary: 'The chair names who acts in the absence of the chair (직무대행)',
    answers: CommitteeView,
  })
  async handle(@Body() data: NameActingChairRequest, @Meta() meta: CommandMeta): Promise<CommitteeView> {
    return committeeView(await this.nameActingChair.execute({ ...meta, data }), this.stores.moment().today);
  }
}
