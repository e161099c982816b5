/**
 * Writes down how far something has come while it goes on: one write at a time, and always the newest place. A place
 * that a newer one overtakes is never written.
 */
export class Noting<T> {
  private next: { readonly place: T } | undefined;
  private writing: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly write: (place: T) => Promise<void>,
    /** Nothing more is written after a failure; the work has to stop. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Returns at once. @param overtake what is written when the place before is still waiting */
  note(place: T, overtake: (waiting: T, newer: T) => T = (_, newer) => newer): void {
    this.next = { place: this.next === undefined ? place : overtake(this.next.place, place) };
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  /** @throws what a write has failed with */
  ensureKept(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** Resolves when the newest place is written, or a write has failed. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.next !== undefined && this.failure === undefined) {
      const { place } = this.next;
      this.next = undefined;
      try {
        await this.write(place);
      } catch (error) {
        this.failure = { error };
        this.onFailure(error);
      }
    }
  }
}
