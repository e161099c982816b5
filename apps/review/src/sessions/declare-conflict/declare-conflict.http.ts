import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { declareConflict } from '../domain/recusing.js';
import { SessionExclusions } from '../session-exclusions.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { DeclareConflictRequest } from './declare-conflict.request.js';

@Controller()
export class DeclareConflictHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly exclusions: SessionExclusions,
  ) {}

  @Operation({
    id: 'declareConflict',
    method: 'PUT',
    path: '/v1/sessions/:no/declarations/:memberId',
    summary: 'A member declares, item by item, whether a ground of decree Art. 15-4 applies',
    answers: SessionView,
    refuses: ['DECLARATIONS_CLOSED', 'NOT_A_MEMBER', 'ITEM_TWICE', 'ITEM_DECIDED', 'RECUSAL_STANDS', 'MEMBER_EXCLUDED'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Param('memberId') memberId: string,
    @Body() body: DeclareConflictRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const id = sessionIdOf(no);
    const changed = await this.exclusions.noting(id, meta.actor, () =>
      this.sessions.change({ ...meta, id }, (session) =>
        declareConflict(session, { ...body, memberId, by: meta.actor }),
      ),
    );
    return this.views.of(changed, meta.actor);
  }
}
