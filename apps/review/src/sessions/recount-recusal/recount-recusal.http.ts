import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { isActOfTheStore } from '#common/aggregates/history-chain/acts-of-the-store.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { wrongState } from '#common/kernel/errors.js';
import type { SessionEvent } from '../domain/session.events.js';
import { recountRecusal } from '../domain/resolving.js';
import { SealedBallots } from '../sealed-ballots.js';
import { sessionIdOf } from '../session.type.js';
import { Sessions } from '../sessions.repository.js';
import { RecusalRecountView } from '../recount/recount.view.js';

@Controller()
export class RecountRecusalHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly box: SealedBallots,
  ) {}

  @Operation({
    id: 'recountRecusal',
    method: 'GET',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId/recount',
    summary: 'The auditor has the sealed votes of the last ballot on a member counted again, from the history',
    answers: RecusalRecountView,
    refuses: ['ITEM_NOT_TALLIED', 'VOTES_UNREADABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Asker() asking: Asking,
  ): Promise<RecusalRecountView> {
    const history = (await this.sessions.history(sessionIdOf(no), asking)).filter((event) => !isActOfTheStore(event));
    const events = history as unknown as readonly Recorded<SessionEvent>[];
    const result = recountRecusal(events, { item, memberId }, this.box);
    if (result === undefined)
      throw wrongState('ITEM_NOT_TALLIED', `No ballot on ${memberId} on item ${item} is counted yet.`);
    return result;
  }
}
