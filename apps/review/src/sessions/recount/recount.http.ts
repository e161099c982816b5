import { Controller } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { isActOfTheStore } from '#common/aggregates/history-chain/acts-of-the-store.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { wrongState } from '#common/kernel/errors.js';
import type { SessionEvent } from '../domain/session.events.js';
import { recount } from '../domain/voting.js';
import { SealedBallots } from '../sealed-ballots.js';
import { sessionIdOf } from '../session.type.js';
import { Sessions } from '../sessions.repository.js';
import { RecountView } from './recount.view.js';

@Controller()
export class RecountHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly box: SealedBallots,
  ) {}

  @Operation({
    id: 'recount',
    method: 'GET',
    path: '/v1/sessions/:no/agenda/:item/recount',
    summary: 'The auditor has the sealed votes of an item counted again, from the history',
    answers: RecountView,
    refuses: ['ITEM_NOT_TALLIED', 'VOTES_UNREADABLE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Asker() asking: Asking,
  ): Promise<RecountView> {
    const history = (await this.sessions.history(sessionIdOf(no), asking)).filter((event) => !isActOfTheStore(event));
    const result = recount(history as unknown as readonly Recorded<SessionEvent>[], item, this.box);
    if (result === undefined) throw wrongState('ITEM_NOT_TALLIED', `The votes on item ${item} are not counted yet.`);
    return result;
  }
}
