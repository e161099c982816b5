export interface RelayObserver {
  published(count: number, topics: ReadonlyMap<string, number>): void;
  /** Milliseconds between a commit and its broker acknowledgement are `lagMs` in watermarks. */
  watermark(lagMs: number): void;
  leading(isLeading: boolean): void;
  broker(isAway: boolean): void;
  /** Part of the oplog that lies behind the relay's place; undefined where it is not active or cannot be told. */
  oplogUsed(ratio: number | undefined): void;
  /** The store is older than what this service has published. */
  storeRestored(): void;
  log(level: 'info' | 'warn' | 'error', message: string, context?: object): void;
}
