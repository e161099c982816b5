import { setImmediate } from 'node:timers/promises';

/** Items of one request. */
const AT_ONCE = 250;

interface Asked<T, R> {
  readonly item: T;
  readonly resolve: (answer: R | Promise<R>) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes one request of what is asked at the same time. What comes while one is under way goes with the next one. */
export class Gathering<T, R> {
  private waiting: Asked<T, R>[] = [];
  private isBusy = false;

  /** @param answer in the order of the items */
  constructor(private readonly answer: (items: readonly T[]) => Promise<readonly (R | Promise<R>)[]>) {}

  ask(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    // What others ask in this turn goes along.
    await setImmediate();
    while (this.waiting.length > 0) {
      const asked = this.waiting.splice(0, AT_ONCE);
      try {
        const answers = await this.answer(asked.map(({ item }) => item));
        asked.forEach(({ resolve }, i) => resolve(answers[i] as R | Promise<R>));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.isBusy = false;
  }
}
