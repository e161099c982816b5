/** Longest a miss is believed (ms): what is looked for may be on its way. */
const READ_AGAIN_AFTER_MS = 250;

/** What many lines refer to, read whole, and read again where one is missing. */
export class Lookup<T> {
  private known: Promise<ReadonlyMap<string, T>> | undefined;
  private readAt = -Infinity;

  constructor(private readonly read: () => Promise<readonly (readonly [key: string, value: T])[]>) {}

  async get(key: string): Promise<T | undefined> {
    const found = (await this.known)?.get(key);
    if (found !== undefined) return found;
    if (performance.now() - this.readAt > READ_AGAIN_AFTER_MS) {
      this.readAt = performance.now();
      this.known = this.read().then((rows) => new Map(rows));
    }
    return (await this.known)?.get(key);
  }
}
