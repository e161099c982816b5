import type { EventMeta } from '../events/cloud-event.js';
import type { EventDefinition } from '../events/define-event.js';

/** An event as a projection sees it: data already checked against its schema. */
export interface ProjectedEvent {
  readonly definition: EventDefinition;
  readonly meta: EventMeta;
  readonly data: unknown;
}

/**
 * A read model: one row per source aggregate, made of the fields its events set. Rows are keyed by the event's
 * subject and guarded by its sequence, so whatever is delivered twice, late or from offset 0 leaves the same rows;
 * for the same reason a row is only ever set, never incremented.
 */
export interface Projection {
  /** Its consumer group is `<service>.<name>`. */
  readonly name: string;
  readonly collection: string;
  readonly consumes: readonly EventDefinition[];
  /** The fields this event sets on its subject's row; undefined when it says nothing to this read model. */
  readonly project: (event: ProjectedEvent) => Readonly<Record<string, unknown>> | undefined;
  /** Index keys beside `_id`. */
  readonly indexes?: readonly Readonly<Record<string, 1 | -1>>[];
}
