import type mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import type { Rows } from './rows.js';

export type OpenStores = Readonly<Record<ServiceName, mongoose.mongo.Db>>;

/** A copy of data, with its source. */
export interface Check {
  /** The label of the metric, which must not change. */
  readonly name: string;
  readonly source: string;
  readonly copy: string;
  /** Reads the source first, so that an event in flight shows as a copy that is ahead, never as one that lags. */
  read(stores: OpenStores): Promise<{ readonly source: Rows; readonly copy: Rows }>;
}
