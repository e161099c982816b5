/** Everything that its service committed up to `T` lies below these offsets of its topics. */
export interface Watermark {
  /** Cluster time as wall-clock time, for people; freshness is never judged by it. */
  readonly T: string;
  /** Epoch of the relay's lease. It grows with every take-over: an instance that was paused has a lower one. */
  readonly epoch?: number;
  /** Grows within an epoch: the same watermark sent again by another client proves nothing new. */
  readonly n?: number;
  /** `topic/partition` → the offset after the last record. */
  readonly endOffsets: Readonly<Record<string, string>>;
  /** Time between the marking commit and these offsets, by the relay's monotonic clock (ms). */
  readonly lagMs: number;
}

export const watermarkTopic = (service: string, prefix = ''): string => `${prefix}${service}.watermarks`;
