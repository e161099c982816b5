import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { DeferItemRequest } from './defer-item.request.js';
import { DeferItem } from './defer-item.usecase.js';

@Controller()
export class DeferItemHttp {
  constructor(
    private readonly useCase: DeferItem,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'deferItem',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/deferral',
    summary: 'The chair moves an item to the next session (보류)',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'ITEM_NOT_DELIBERATING',
      'OBJECTION_NOT_DEFERRED',
      'REVOTE_NOT_DEFERRED',
      'DEFERRED_ALREADY',
      'REQUESTS_MISSING',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Body() body: DeferItemRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(
      await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: { ...body, item } }),
      meta.actor,
    );
  }
}
