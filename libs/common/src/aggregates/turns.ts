import { Mutex } from 'async-mutex';

/** Callers of one id take turns, in the order in which they came. */
export class Turns {
  /** By id, while a caller has its turn or waits for it. */
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
      // Only its own mutex: another caller may have removed it and a third one may have added a new one.
      if (!mutex.isLocked() && this.mutexes.get(id) === mutex) this.mutexes.delete(id);
    }
  }
}
