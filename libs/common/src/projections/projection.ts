import type { EventMeta } from '../events/cloud-event.js';
import type { EventDefinition } from '../events/define-event.js';

/** An event, as a projection gets it: its data is checked against its schema. */
export interface ProjectedEvent {
  readonly definition: EventDefinition;
  readonly meta: EventMeta;
  readonly data: unknown;
}

/**
 * A read model: one row per source aggregate, made of the fields its events set. Rows are keyed by the event's subject
 * and guarded by its sequence, so events delivered twice, late or from offset 0 leave the same rows. For the same
 * reason fields are set, never incremented.
 */
export interface Projection {
  /** Its consumer group is `<service>.<name>`. */
  readonly name: string;
  readonly collection: string;
  readonly consumes: readonly EventDefinition[];
  /** The fields this event sets on its subject's row; undefined when it changes nothing here. */
  readonly project: (event: ProjectedEvent) => Readonly<Record<string, unknown>> | undefined;
  /** Index keys other than `_id`. */
  readonly indexes?: readonly Readonly<Record<string, 1 | -1>>[];
}
