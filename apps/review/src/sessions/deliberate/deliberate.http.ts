import { Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Deliberate } from './deliberate.usecase.js';

@Controller()
export class DeliberateHttp {
  constructor(
    private readonly useCase: Deliberate,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'deliberate',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/deliberation',
    summary: 'The committee takes an item up (심의)',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_OPEN', 'MEMBER_EXCLUDED', 'ITEM_NOT_PENDING', 'SESSION_DAY_OVER'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: { item } }), meta.actor);
  }
}
