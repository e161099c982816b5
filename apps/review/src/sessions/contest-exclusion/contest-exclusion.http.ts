import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { contestExclusion } from '../domain/excluding.js';
import { SessionExclusions } from '../session-exclusions.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { ContestExclusionRequest } from './contest-exclusion.request.js';

@Controller()
export class ContestExclusionHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly exclusions: SessionExclusions,
  ) {}

  @Operation({
    id: 'contestExclusion',
    method: 'PUT',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId/contest',
    summary: 'A member contests their exclusion; the other members present decide by ballot',
    answers: SessionView,
    refuses: ['DECLARATIONS_CLOSED', 'MEMBER_EXCLUDED', 'NOT_A_MEMBER', 'ITEM_DECIDED', 'NOTHING_TO_CONTEST'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Body() { reason }: ContestExclusionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const id = sessionIdOf(no);
    const contest = { item, memberId, by: meta.actor, reason };
    const changed = await this.exclusions.noting(id, meta.actor, () =>
      this.sessions.change({ ...meta, id }, (session) => contestExclusion(session, contest)),
    );
    return this.views.of(changed, meta.actor);
  }
}
