import { pause } from '../kernel/backoff.js';
import type { ConsumerState } from '../broker/consumer-group.js';
import type { Copies, Copy } from './copies.js';
import { Projector, type ProjectorOptions } from './projector.js';

const LOOK_EVERY_MS = 1_000;

export type FollowingProjectorOptions = Omit<ProjectorOptions, 'copy'> & { readonly copies: Copies };

/**
 * A service's projector: it keeps the live copy, and moves to another one within seconds after a rebuild has switched.
 *
 * Only the consumer group changes. The new copy's group has committed the new copy's offsets, and the old copy stays
 * with the old group, so no event can fall between the two. Instances may notice at different times: an instance that
 * still writes the old copy does no harm, even if it never notices.
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
      // While the store is away the current copy stays; its projector waits for the store too.
      const copy = await copies.current(projection).catch(() => undefined);
      if (copy !== undefined && copy.group !== this.current?.copy.group && !signal.aborted) this.take(copy);
      await pause(LOOK_EVERY_MS, signal);
    }
  }

  private take(copy: Copy): void {
    const before = this.current?.projector;
    const onState = (state: ConsumerState, why?: unknown): void => {
      // A failure on a copy that is no longer read must not end the service.
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
