/**
 * Writes down how far something has come while it goes on. One write is in flight, and one place waits for it at most:
 * the work asks for `room` before it goes further, so that a failed write stops it.
 */
export class Noting<T> {
  private waiting: { readonly place: T } | undefined;
  private inFlight: Promise<void> | undefined;
  private writing: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly write: (place: T) => Promise<void>,
    /** Nothing more is written after a failure; the work has to stop. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Returns at once. A place that waits is replaced. */
  note(place: T): void {
    this.waiting = { place };
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  /** Resolves when no place waits any longer. @throws what a write has failed with */
  async room(): Promise<void> {
    while (this.waiting !== undefined && this.failure === undefined) await this.inFlight;
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** Resolves when the newest place is written, or a write has failed. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting !== undefined && this.failure === undefined) {
      const { place } = this.waiting;
      this.waiting = undefined;
      this.inFlight = this.write(place).catch((error: unknown) => {
        this.failure = { error };
        this.onFailure(error);
      });
      await this.inFlight;
    }
  }
}
