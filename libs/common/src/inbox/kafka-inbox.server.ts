import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventMeta } from '../events/cloud-event.js';
import type { EventDefinition } from '../events/define-event.js';
import { ConsumerGroup, type ConsumerState, type RecordBatch } from './consumer-group.js';
import type { DeadLetters } from './dead-letters.js';
import { GapFound, InboxPipeline, type InboxObserver, type InboxRoute } from './inbox-pipeline.js';
import type { Positions } from './positions.js';

export interface KafkaInboxOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topicPrefix: string;
  /** Everything a handler is declared for; their topics are what the group subscribes to. */
  readonly consumes: readonly EventDefinition[];
  readonly positions: Positions;
  readonly deadLetters: DeadLetters;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
  /** Runs a handler inside its event's trace. */
  readonly around: <T>(meta: EventMeta, act: () => T) => T;
  /** The handler's effect is durable. */
  readonly onHandled: (meta: EventMeta) => void;
}

/**
 * Nest transport for our events. The stock one commits what nobody handles, loops for ever on a message it cannot
 * handle, and hides the error; this one bounds every outcome (see InboxPipeline).
 */
export class KafkaInboxServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol.for('kafka-inbox');
  override readonly propagatesEventHandlerErrors = true;
  private group: ConsumerGroup | undefined;

  constructor(private readonly options: KafkaInboxOptions) {
    super();
  }

  /** Does not wait for the broker: a service answers its requests while the broker is away. */
  listen(ready: (error?: unknown) => void): void {
    try {
      this.group = this.makeGroup();
      this.group?.start();
      ready();
    } catch (error) {
      ready(error);
    }
  }

  async close(): Promise<void> {
    await this.group?.stop();
  }

  on(): never {
    throw new Error('KafkaInboxServer has no events of its own.');
  }

  unwrap<T>(): T {
    return this.group as T;
  }

  private makeGroup(): ConsumerGroup | undefined {
    const { kafka, group, topicPrefix, consumes, onState } = this.options;
    if (consumes.length === 0) return undefined;
    const pipeline = new InboxPipeline({ ...this.options, routes: this.routes() });
    const topics = [...new Set(consumes.map((event) => topicPrefix + event.topic))];
    return new ConsumerGroup({
      kafka,
      groupId: group,
      topics,
      onState,
      onBatch: (batch) => this.process(pipeline, batch),
    });
  }

  private async process(pipeline: InboxPipeline, batch: RecordBatch): Promise<string> {
    try {
      return await pipeline.process(batch);
    } catch (error) {
      if (error instanceof GapFound) this.options.onState('crashed', error);
      throw error;
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
          onHandled(context.event);
        };
        return [definition.type, { definition, handle }];
      }),
    );
  }
}
