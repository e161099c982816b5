import { Injectable } from '@nestjs/common';
import { AggregateStore, createdBy } from '../../../aggregates/aggregate-store.js';
import type { Intent, Snapshot } from '../../../aggregates/aggregate-type.js';
import { Stores } from '../../../aggregates/stores.js';
import { operatorActType, type OperatorAct, type OperatorActed, type PlannedAct } from './operator-act.js';

/** The trail of operators' acts: part of every service, chained by hash like every other history. */
@Injectable()
export class OperatorActs extends AggregateStore<OperatorAct, OperatorActed> {
  constructor(stores: Stores) {
    super(operatorActType, stores);
  }

  /**
   * Call it before anything is changed: an act that dies half-way has left its trace, and its repeat (same cause) gets
   * the same ids to go on with. The ids are looked up only the first time.
   * @throws Refusal 422 when the Idempotency-Key was used for another request; what `plan` throws
   */
  async enter(
    intent: Omit<Intent, 'id'>,
    reason: string,
    plan: () => Promise<PlannedAct>,
  ): Promise<Snapshot<OperatorAct>> {
    const id = createdBy(operatorActType.name, intent.causationId);
    const planned = (await this.isKnown(id)) ? [] : await this.planned(id, plan);
    return this.create({ ...intent, id }, () => planned.map((data) => ({ type: 'OperatorActed', data, reason })));
  }

  private async planned(id: string, plan: () => Promise<PlannedAct>): Promise<readonly PlannedAct[]> {
    try {
      return [await plan()];
    } catch (error) {
      // A simultaneous twin of this act may have left nothing to plan: its answer is this one's.
      if (await this.isKnown(id)) return [];
      throw error;
    }
  }

  private async isKnown(id: string): Promise<boolean> {
    return (await this.find(id)) !== undefined;
  }
}
