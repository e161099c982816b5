import { evolution } from '../../../aggregates/evolution.js';
import type { AggregateType, DomainEvent } from '../../../aggregates/aggregate-type.js';

/** What an operator does to a service outside its operations. */
export type OperatorActKind = 'REDRIVE' | 'DISCARD';

/** An act as it is decided: what it is going to change, found by which filter. */
export interface PlannedAct {
  readonly act: OperatorActKind;
  /** As the operator wrote it. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** What it changes, in this order. */
  readonly ids: readonly string[];
  /** How many the filter found; more than `ids` when one act cannot take all of them. */
  readonly matched: number;
}

/** One act of one operator; written once and never changed. */
export interface OperatorAct extends PlannedAct {
  /** `sub` of the token, or `operator:<name>` at the command line. */
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

export interface OperatorActed extends DomainEvent<'OperatorActed', PlannedAct> {
  readonly reason: string;
}

export const operatorActType: AggregateType<OperatorAct, OperatorActed> = {
  name: 'operator act',
  collection: 'operator_acts',
  publishes: [],
  evolve: evolution<OperatorAct, OperatorActed>()({
    OperatorActed: ({ data, actor, at, reason }) => ({ ...data, by: actor.sub, at, reason }),
  }),
};
