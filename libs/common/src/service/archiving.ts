import type { Chore } from './housekeeping.js';

/** Moves older events of one kind of aggregate to its archive. */
export interface Archives {
  /** @returns how many events left the live document */
  archive(id: string): Promise<number>;
  /** @returns how many events left their documents */
  archiveLarge(limit: number, stopping: AbortSignal): Promise<number>;
}

export interface ArchivingObserver {
  archived(type: string, events: number): void;
  failed(type: string, id: string, error: unknown): void;
}

const AT_ONCE = 100;

/**
 * Keeps documents within their bounds. The instance that saw a document grow too large archives it right after that
 * save. The turns of housekeeping find documents whose instance died first. Two instances at once do no harm: the later
 * cut finds the document changed, and writes nothing.
 */
export class Archiving implements Chore {
  readonly name = 'archive older events';
  readonly everyMs = 60_000;
  private readonly waiting = new Map<string, readonly [type: string, id: string]>();
  private busy: Promise<void> | undefined;
  private stopped = false;

  /** @param archives by the name of the aggregate type */
  constructor(
    private readonly archives: ReadonlyMap<string, Archives>,
    private readonly observer: ArchivingObserver,
  ) {}

  /** In the background: no save waits for it. */
  soon(type: string, id: string): void {
    if (this.stopped) return;
    this.waiting.set(`${type}/${id}`, [type, id]);
    this.busy ??= this.drain().finally(() => (this.busy = undefined));
  }

  async run(stopping: AbortSignal): Promise<void> {
    for (const [type, archives] of this.archives) {
      const events = await archives.archiveLarge(AT_ONCE, stopping);
      if (events > 0) this.observer.archived(type, events);
    }
  }

  /** Waits for the document in flight; the others are found again by their next save or turn. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.busy;
  }

  private async drain(): Promise<void> {
    for (const [key, [type, id]] of this.waiting) {
      if (this.stopped) return;
      try {
        const events = (await this.archives.get(type)?.archive(id)) ?? 0;
        if (events > 0) this.observer.archived(type, events);
      } catch (error) {
        this.observer.failed(type, id, error);
      }
      this.waiting.delete(key);
    }
  }
}
