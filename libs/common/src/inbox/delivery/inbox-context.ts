import { BaseRpcContext } from '@nestjs/microservices';
import type { Intent } from '../../aggregates/aggregate-type.js';
import type { EventMeta } from '../../events/cloud-event.js';
import { systemActor } from '../../kernel/actor.js';

/** What a handler is given along with the event's data. */
export class InboxContext extends BaseRpcContext<[EventMeta, string]> {
  constructor(
    readonly event: EventMeta,
    readonly group: string,
  ) {
    super([event, group]);
  }

  /**
   * The write this event causes on an aggregate. The event's id is the cause: the store refuses a second write, however
   * often and wherever the event is delivered.
   */
  intent(aggregateId: string): Intent {
    const { id, correlationId, traceparent } = this.event;
    return { id: aggregateId, actor: systemActor(this.group), causationId: id, correlationId, traceparent };
  }
}
