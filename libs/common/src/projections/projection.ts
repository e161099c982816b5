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
  /** Each row says which record it was last made of, so that readers find what has changed since a place. */
  readonly keepsPlace?: true;
  /** Index keys other than `_id`. */
  readonly indexes?: readonly Readonly<Record<string, 1 | -1>>[];
}

/** One whose readers can follow its rows. */
export type FollowedProjection = Projection & { readonly keepsPlace: true };

/** The record of the topic that a row was last made of. It is no fact of the row: copies may differ in it. */
export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
}

/** The field of the rows that has it. */
export const RECORD_PLACE = 'recordPlace';

export const indexesOf = ({ indexes = [], keepsPlace }: Projection): NonNullable<Projection['indexes']> =>
  keepsPlace === true ? [...indexes, { [`${RECORD_PLACE}.partition`]: 1, [`${RECORD_PLACE}.offset`]: 1 }] : indexes;
