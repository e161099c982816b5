/** Many at once, or one alone: kills and most faults share the stage, a fault with a figure of its own has it to itself. */
export class Turns {
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

  /** Waits until those who share have left; nobody comes in meanwhile. */
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
