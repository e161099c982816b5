import { Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { AdjournSession } from './adjourn-session.usecase.js';

@Controller()
export class AdjournSessionHttp {
  constructor(
    private readonly useCase: AdjournSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'adjournSession',
    method: 'POST',
    path: '/v1/sessions/:no/adjournment',
    summary: 'Too few came: the items are carried to the next convocation',
    ifMatch: true,
    answers: SessionView,
    refuses: ['SESSION_NOT_NOTICED', 'NOT_SESSION_DAY', 'QUORUM_MET'],
  })
  async handle(@NumberParam('no') no: number, @Meta() meta: CommandMeta): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no) }), meta.actor);
  }
}
