/** Part of a service that ends in order with it. */
export interface Worker {
  /** Returns at once; only where it does not start by itself. */
  start?(): void;
  /** Resolves when nothing of it runs any longer. */
  stop(): Promise<unknown> | void;
}
