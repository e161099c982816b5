import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '../../../aggregates/aggregate-type.js';
import { ensure, wrongState } from '../../../kernel/errors.js';
import { DeadLetterDesk, type ChosenLetters, type LetterFilter } from '../../../inbox/dead-letter-desk.js';
import type { OperatorAct } from './operator-act.js';
import { OperatorActs } from './operator-acts.repository.js';

/** What an operator asks for: which letters, and why. */
export interface LettersToSettle {
  readonly filter: LetterFilter;
  readonly reason: string;
}

export interface SettledLetters {
  readonly act: Snapshot<OperatorAct>;
  /** Fewer than the act's ids when another operator was faster with some of them. */
  readonly changed: number;
}

type Settling = Extract<OperatorAct['act'], 'REDRIVE' | 'DISCARD'>;

/**
 * Looks up the letters, enters the act with their ids in the trail, and only then changes them. An act that is
 * interrupted is completed by the same command, sent again.
 */
@Injectable()
export class SettleDeadLetters {
  constructor(
    private readonly desk: DeadLetterDesk,
    private readonly acts: OperatorActs,
  ) {}

  /** What an act would change. @throws Refusal as `DeadLetterDesk.toRedrive` and `toDiscard` */
  plan(what: Settling, filter: LetterFilter): Promise<ChosenLetters> {
    return what === 'REDRIVE' ? this.desk.toRedrive(filter) : this.desk.toDiscard(filter);
  }

  /** @throws Refusal as `plan`; 409 `NO_OPEN_LETTER`; 422 when the Idempotency-Key was used for another request */
  async execute(
    what: Settling,
    intent: Omit<Intent, 'id'>,
    { filter, reason }: LettersToSettle,
  ): Promise<SettledLetters> {
    const act = await this.acts.enter(intent, reason, async () => {
      const chosen = await this.plan(what, filter);
      ensure(chosen.matched > 0, () => wrongState('NO_OPEN_LETTER', 'No open dead letter fits the filter.'));
      return { act: what, filter: { ...filter }, ...chosen };
    });
    const { ids, by, at } = act.state;
    const mark = { by, at, reason };
    const changed = await (what === 'REDRIVE'
      ? this.desk.redrive(ids, act.id, mark)
      : this.desk.discard(ids, act.id, mark));
    return { act, changed };
  }
}
