/** Everything its service committed up to `T` lies below these offsets of its topics. */
export interface Watermark {
  /** Cluster time as wall time, for people; freshness is never judged by it. */
  readonly T: string;
  /** `topic/partition` → the offset after the last record. */
  readonly endOffsets: Readonly<Record<string, string>>;
  /** Time between the marking commit and this record, by the relay's monotonic clock. */
  readonly lagMs: number;
}

export const watermarkTopic = (service: string, prefix = ''): string => `${prefix}${service}.watermarks`;
