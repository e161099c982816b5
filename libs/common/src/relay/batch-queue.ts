import { setImmediate } from 'node:timers/promises';

/** Passes items from a reading loop to a sending loop, in order. The reader waits while the sender is behind. */
export class BatchQueue<T> {
  private items: T[] = [];
  private bytes = 0;
  private wake: (() => void) | undefined;
  private drained: (() => void) | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly bytesMax: number,
    private readonly sizeOf: (item: T) => number,
  ) {}

  async put(item: T): Promise<void> {
    while (this.bytes > this.bytesMax && this.failure === undefined) {
      await new Promise<void>((resolve) => (this.drained = resolve));
    }
    this.items.push(item);
    this.bytes += this.sizeOf(item);
    this.wake?.();
  }

  /** One item at least, and as many more as fit into `bytesMax` together. Rejects once `fail` was called. */
  async take(bytesMax: number): Promise<readonly T[]> {
    while (this.items.length === 0) {
      if (this.failure !== undefined) throw this.failure.error;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    // What the reader has at hand belongs to this batch: it puts one item at a time.
    await setImmediate();
    let bytes = 0;
    let count = 0;
    for (const item of this.items) {
      bytes += this.sizeOf(item);
      if (count > 0 && bytes > bytesMax) break;
      count++;
    }
    const taken = this.items.splice(0, count);
    this.bytes -= taken.reduce((sum, item) => sum + this.sizeOf(item), 0);
    this.drained?.();
    return taken;
  }

  /** Ends both sides: what is waiting is still given out, then `take` rejects. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.wake?.();
    this.drained?.();
  }

  get waiting(): number {
    return this.items.length;
  }
}
