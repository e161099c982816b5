import type mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import type { Rows } from './rows.js';

export type OpenStores = Readonly<Record<ServiceName, mongoose.mongo.Db>>;

/** A copy and what it is a copy of. */
export interface Check {
  /** Stable: the label of the metric. */
  readonly name: string;
  readonly source: string;
  readonly copy: string;
  /** The source is read before the copy, so that what is under way shows as a copy ahead, never as one left behind. */
  read(stores: OpenStores): Promise<{ readonly source: Rows; readonly copy: Rows }>;
}
