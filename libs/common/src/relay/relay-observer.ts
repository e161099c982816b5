export interface RelayObserver {
  published(count: number, topics: ReadonlyMap<string, number>): void;
  /** @param lagMs between a commit and its acknowledgement by the broker, as in the watermark */
  watermark(lagMs: number): void;
  leading(isLeading: boolean): void;
  broker(isAway: boolean): void;
  /** Part of the oplog behind the relay's place (0 to 1); undefined while the relay stands by, or if it is unknown. */
  oplogUsed(ratio: number | undefined): void;
  /** The store is older than what this service has published. */
  storeRestored(): void;
  log(level: 'info' | 'warn' | 'error', message: string, context?: object): void;
}
