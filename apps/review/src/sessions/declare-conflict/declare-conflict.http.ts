import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { DeclareConflictRequest } from './declare-conflict.request.js';
import { DeclareConflict } from './declare-conflict.usecase.js';

@Controller()
export class DeclareConflictHttp {
  constructor(
    private readonly declareConflict: DeclareConflict,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'declareConflict',
    method: 'PUT',
    path: '/v1/sessions/:no/declarations/:memberId',
    summary: 'A member declares, item by item, whether a ground of decree Art. 15-4 applies',
    answers: SessionView,
  })
  async handle(
    @NumberParam('no') no: number,
    @Param('memberId') memberId: string,
    @Body() data: DeclareConflictRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(
      await this.declareConflict.execute({ ...meta, id: sessionIdOf(no), data: { ...data, memberId } }),
      meta.actor,
    );
  }
}
