import { Gathering } from '#common/store/gathering.js';

/** What many lines refer to. It is read once for all that ask at the same time, and again until it has come. */
export class Lookup<T> {
  private readonly known = new Map<string, T>();
  private readonly reading: Gathering<string, T | undefined>;

  constructor(read: (keys: readonly string[]) => Promise<readonly (readonly [key: string, value: T])[]>) {
    this.reading = new Gathering(async (keys) => {
      for (const [key, value] of await read([...new Set(keys)])) this.known.set(key, value);
      return keys.map((key) => this.known.get(key));
    });
  }

  async get(key: string): Promise<T | undefined> {
    return this.known.get(key) ?? this.reading.ask(key);
  }
}
