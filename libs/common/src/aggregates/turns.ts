import { Mutex } from 'async-mutex';

/** Lets callers that want the same thing have it one after another. */
export class Turns {
  /** Per thing, as long as a caller has it or waits for it. */
  private readonly mutexes = new Map<string, Mutex>();

  isTaken(id: string): boolean {
    return this.mutexes.has(id);
  }

  async take<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mutex = this.mutexes.get(id) ?? new Mutex();
    this.mutexes.set(id, mutex);
    try {
      return await mutex.runExclusive(work);
    } finally {
      // A mutex that is free is forgotten once; the thing may have another one by now.
      if (!mutex.isLocked() && this.mutexes.get(id) === mutex) this.mutexes.delete(id);
    }
  }
}
