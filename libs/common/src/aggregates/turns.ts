/** Lets those who want the same thing have it one after another. */
export class Turns {
  /** Per thing: the last of those who wait for it. */
  private readonly last = new Map<string, Promise<void>>();

  isTaken(id: string): boolean {
    return this.last.has(id);
  }

  take<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(id) ?? Promise.resolve()).then(work);
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(id, over);
    void over.then(() => this.last.get(id) === over && this.last.delete(id));
    return mine;
  }
}
