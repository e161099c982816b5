/** Many actions at once, or one alone. Kills and most faults share their turn; a fault that is measured has its own. */
export class SharedTurns {
  private sharing = 0;
  private alone: Promise<void> | undefined;
  private left: (() => void) | undefined;

  async shared<T>(act: () => Promise<T>): Promise<T> {
    while (this.alone !== undefined) await this.alone;
    this.sharing++;
    try {
      return await act();
    } finally {
      this.sharing--;
      if (this.sharing === 0) this.left?.();
    }
  }

  /** Waits until every shared action has ended. New ones wait until this one has ended. */
  async exclusive<T>(act: () => Promise<T>): Promise<T> {
    while (this.alone !== undefined) await this.alone;
    let done: () => void = () => undefined;
    this.alone = new Promise((resolve) => (done = resolve));
    try {
      while (this.sharing > 0) await new Promise<void>((resolve) => (this.left = resolve));
      return await act();
    } finally {
      this.alone = undefined;
      done();
    }
  }
}
