import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventMeta } from '../events/cloud-event.js';
import type { EventDefinition } from '../events/define-event.js';
import { settlesWithin } from '../kernel/settles-within.js';
import { ConsumerGroup, groupIdOf, type ConsumerState } from '../broker/consumer-group.js';
import type { ProofCheck } from '../events/proofs/proof-check.js';
import type { DeadLetters } from './dead-letters/dead-letters.js';
import type { UnprovenLetters } from './dead-letters/unproven-letters.js';
import { Delivery, type InboxRoute } from './delivery/delivery.js';
import { InboxPipeline } from './pipeline.js';
import type { InboxObserver } from './delivery/inbox-observer.js';
import { OwnedPartitions, type Assignment, type Partition } from '../broker/owned-partitions.js';
import type { ParkedEvents } from './parking/parked-events.js';
import type { Positions } from './delivery/positions.js';
import { Redriving } from './dead-letters/redriving.js';
import type { Suspects } from './poison/suspects.js';
import { PATIENCE, Unparking, type Patience } from './parking/unparking.js';

export interface KafkaInboxOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topicPrefix: string;
  /** All event types with a handler; the group subscribes to their topics. */
  readonly consumes: readonly EventDefinition[];
  readonly positions: Positions;
  readonly parked: ParkedEvents;
  readonly suspects: Suspects;
  readonly deadLetters: DeadLetters;
  readonly proofs: ProofCheck;
  readonly unproven: UnprovenLetters;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
  /** Runs a handler inside its event's trace. */
  readonly around: <T>(meta: EventMeta, act: () => T) => T;
  /** Called once the handler's effect is durable. */
  readonly onHandled: (meta: EventMeta) => void;
  readonly patience?: Patience;
  /** Of its group (`ConsumerGroup`). */
  readonly sessionTimeoutMs?: number | undefined;
  /** Processes that may die with one event in flight before it is dead-lettered. */
  readonly deathsMax: number;
}

const REDRIVE_EVERY_MS = 1_000;
/** Spent twice at most, within the 20 s that a service has to stop in order. */
const DRAIN_WITHIN_MS = 5_000;

/**
 * Nest transport for our events. Nest's own commits what no handler takes, retries a message it cannot handle without
 * end, and hides the error. This one gives every record an outcome (see InboxPipeline).
 */
export class KafkaInboxServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol.for('kafka-inbox');
  override readonly propagatesEventHandlerErrors = true;
  private readonly owned = new OwnedPartitions();
  private group: ConsumerGroup | undefined;
  private pipeline: InboxPipeline | undefined;
  private unparking: Unparking | undefined;
  private redriving: Redriving | undefined;

  constructor(private readonly options: KafkaInboxOptions) {
    super();
  }

  /** Does not wait for the broker: a service answers requests while the broker is away. */
  listen(ready: (error?: unknown) => void): void {
    try {
      this.assemble();
      this.group?.start();
      this.unparking?.start();
      this.redriving?.start();
      ready();
    } catch (error) {
      ready(error);
    }
  }

  async close(): Promise<void> {
    // Still a member: the results of the events in flight are stored, and a successor need not try them again.
    await this.pipeline?.drain(DRAIN_WITHIN_MS);
    const others = Promise.all([this.unparking?.stop(), this.redriving?.stop()]);
    try {
      await Promise.all([settlesWithin(others, DRAIN_WITHIN_MS), this.group?.stop()]);
    } finally {
      // The store may be away: then the next holder suspects one batch.
      await this.options.suspects.letGoOfAll((partition) => this.isBusy(partition)).catch(() => undefined);
    }
  }

  private isBusy(partition: Partition): boolean {
    return this.pipeline?.isBusy(partition) === true;
  }

  on(): never {
    throw new Error('KafkaInboxServer has no events of its own.');
  }

  unwrap<T>(): T {
    return this.group as T;
  }

  private assemble(): void {
    const { kafka, group, topicPrefix, consumes, onState, patience = PATIENCE } = this.options;
    if (consumes.length === 0) return;
    const { owned } = this;
    const confidential = new Set(consumes.filter((one) => one.confidential).map(({ topic }) => topicPrefix + topic));
    const delivery = new Delivery({ ...this.options, routes: this.routes() });
    const unparking = new Unparking({ ...this.options, delivery, owned, patience });
    const onMoved = unparking.moved.bind(unparking);
    const pipeline = new InboxPipeline({ ...this.options, delivery, owned, confidential, onMoved });
    this.pipeline = pipeline;
    this.unparking = unparking;
    const lookEveryMs = REDRIVE_EVERY_MS;
    this.redriving = new Redriving({ ...this.options, delivery, owned, confidential, onMoved, lookEveryMs });
    this.group = new ConsumerGroup({
      kafka,
      groupId: groupIdOf(topicPrefix, group),
      topics: [...new Set(consumes.map((event) => topicPrefix + event.topic))],
      onState,
      sessionTimeoutMs: this.options.sessionTimeoutMs,
      onBatch: (batch) => pipeline.process(batch),
      onAssigned: (assignment) => this.assign(assignment),
    });
  }

  private assign(assignment: Assignment): void {
    const { owned } = this;
    const before = owned.all();
    owned.assign(assignment);
    for (const partition of before) {
      void partition
        .inTurn(async () => {
          // A handler still runs: the row stays unclean. If it kills the process, the next holder suspects its record.
          if (!owned.owns(partition) && !this.isBusy(partition)) await this.options.suspects.letGo(partition);
        })
        .catch((error: unknown) => this.options.observer.log('warn', 'a partition was not let go of', { error }));
    }
  }

  private routes(): ReadonlyMap<string, InboxRoute> {
    const { around, onHandled } = this.options;
    return new Map(
      this.options.consumes.map((definition) => {
        const handler = this.getHandlerByPattern(definition.type);
        if (handler === null)
          throw new Error(`${this.options.group} declares ${definition.name} but has no handler for it.`);
        const handle: InboxRoute['handle'] = async (data, context) => {
          await around(context.event, async () => {
            const result: unknown = await handler(data, context);
            if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
          });
          this.unparking?.somethingHandled();
          onHandled(context.event);
        };
        return [definition.type, { definition, handle }];
      }),
    );
  }
}
