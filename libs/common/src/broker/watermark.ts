/** Everything its service committed up to `T` lies below these offsets of its topics. */
export interface Watermark {
  /** Cluster time as wall time, for people; freshness is never judged by it. */
  readonly T: string;
  /** Of the relay's lease, growing with every take-over: an instance that was paused and wakes up has a lower one. */
  readonly epoch?: number;
  /** `topic/partition` → the offset after the last record. */
  readonly endOffsets: Readonly<Record<string, string>>;
  /** Time between the marking commit and these offsets, by the relay's monotonic clock. */
  readonly lagMs: number;
}

export const watermarkTopic = (service: string, prefix = ''): string => `${prefix}${service}.watermarks`;
