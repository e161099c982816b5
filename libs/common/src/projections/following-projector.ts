import { pause } from '../kernel/backoff.js';
import type { ConsumerState } from '../broker/consumer-group.js';
import type { Copies, Copy } from './copies.js';
import { Projector, type ProjectorOptions } from './projector.js';

const LOOK_EVERY_MS = 1_000;

export type FollowingProjectorOptions = Omit<ProjectorOptions, 'copy'> & { readonly copies: Copies };

/**
 * A service's projector: it keeps the copy that holds, and goes over to another within seconds after a rebuild
 * switched. Nothing is handed over but the group: the new copy's group has committed how far the new copy is, and the
 * old copy is left with the old group. So there is no moment at which an event could fall between the two, nor one at
 * which it matters that instances notice at different times, or one of them never: whoever still keeps the old copy
 * disturbs nobody.
 */
export class FollowingProjector {
  private readonly stopping = new AbortController();
  private readonly ending = new Set<Promise<void>>();
  private current: { readonly copy: Copy; readonly projector: Projector } | undefined;
  private following: Promise<void> | undefined;

  constructor(private readonly options: FollowingProjectorOptions) {}

  /** Returns at once. */
  start(): void {
    this.following ??= this.follow();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
    await Promise.all([...this.ending, this.current?.projector.stop()]);
  }

  private async follow(): Promise<void> {
    const { copies, projection, onState } = this.options;
    const { signal } = this.stopping;
    onState('connecting');
    while (!signal.aborted) {
      // A store that is away leaves us with what we have; the projector waits for it too.
      const copy = await copies.current(projection).catch(() => undefined);
      if (copy !== undefined && copy.group !== this.current?.copy.group && !signal.aborted) this.take(copy);
      await pause(LOOK_EVERY_MS, signal);
    }
  }

  private take(copy: Copy): void {
    const before = this.current?.projector;
    const onState = (state: ConsumerState, why?: unknown): void => {
      // What becomes of a copy nobody reads any more must not end the service.
      if (this.current?.copy === copy) this.options.onState(state, why);
    };
    const projector = new Projector({ ...this.options, copy, onState });
    this.current = { copy, projector };
    projector.start();
    if (before === undefined) return;
    const end = before.stop().catch(() => undefined);
    this.ending.add(end);
    void end.then(() => this.ending.delete(end));
  }
}
