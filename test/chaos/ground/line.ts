import { Mutex } from 'async-mutex';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Link, type Tap } from './link.js';
import { sound, type Condition } from './pipe.js';
import { SERVER_HOST, type Wire } from './wire.js';

/**
 * Connects one service with one server. Every instance of the service has a door of its own: the server's port on a
 * loopback address of the instance (`127.0.<instance>.<service>`), so that each frame is known to be of that instance.
 * Announcements of the server's address are rewritten to that alias, so that a client's discovery stays on the line.
 */
export class Line {
  private readonly doors = new Map<string, { readonly instance: number; server: Server | undefined }>();
  private readonly links = new Set<Link>();
  private readonly condition: Condition = sound();
  private flapping: NodeJS.Timeout | undefined;
  /** Opens and closes doors one after the other, so that the last call decides. */
  private readonly turn = new Mutex();

  constructor(
    readonly port: number,
    private readonly wire: (alias: string) => Wire,
    private readonly taps: ReadonlySet<Tap>,
  ) {}

  /** Connections at this moment. */
  get size(): number {
    return this.links.size;
  }

  async open(alias: string, instance: number): Promise<void> {
    // An instance that was scaled in and comes back finds its door as it was.
    if (!this.doors.has(alias)) this.doors.set(alias, { instance, server: undefined });
    await this.turn.runExclusive(() => this.listen(alias));
  }

  /** Resets every connection. New ones are accepted. */
  cut(): void {
    for (const link of this.links) link.reset();
  }

  /** Resets every connection, and refuses new ones until `mend`. */
  async refuse(): Promise<void> {
    await this.turn.runExclusive(async () => {
      const open = [...this.doors.values()].map(({ server }) => server).filter((server) => server !== undefined);
      for (const door of this.doors.values()) door.server = undefined;
      await Promise.all(
        open.map(async (server) => {
          server.close();
          this.cut();
          await once(server, 'close');
        }),
      );
    });
  }

  /** A blackhole: connections stay open and nothing gets through. With one way only, the line is half-open. */
  hold(way: 'both' | 'requests' | 'replies' = 'both'): void {
    this.condition.holdsRequests = way !== 'replies';
    this.condition.holdsReplies = way !== 'requests';
    this.update();
  }

  slow(how: { readonly latencyMs?: number; readonly bytesPerSecond?: number }): void {
    this.condition.latencyMs = how.latencyMs ?? 0;
    this.condition.bytesPerSecond = how.bytesPerSecond ?? Infinity;
    this.update();
  }

  /** Refuses and accepts connections in turns. */
  flap(everyMs: number): void {
    clearInterval(this.flapping);
    let isUp = true;
    const turn = (): void => {
      isUp = !isUp;
      void (isUp ? this.listenAll() : this.refuse());
    };
    turn();
    this.flapping = setInterval(turn, everyMs);
  }

  async mend(): Promise<void> {
    clearInterval(this.flapping);
    Object.assign(this.condition, sound());
    this.update();
    await this.listenAll();
  }

  /** Drops everything to and from an instance that is being killed. */
  mute(instance: number): void {
    for (const link of this.links) if (link.instance === instance) link.mute();
  }

  async close(): Promise<void> {
    clearInterval(this.flapping);
    await this.refuse();
  }

  private update(): void {
    for (const link of this.links) link.update();
  }

  private async listenAll(): Promise<void> {
    await this.turn.runExclusive(async () => {
      for (const alias of this.doors.keys()) await this.listen(alias);
    });
  }

  private async listen(alias: string): Promise<void> {
    const door = this.doors.get(alias);
    if (door === undefined || door.server !== undefined) return;
    const { instance } = door;
    const { condition, taps } = this;
    const target = { host: SERVER_HOST, port: this.port };
    const server = createServer((client) => {
      const wire = this.wire(alias);
      const onClose = (): void => void this.links.delete(link);
      const link: Link = new Link({ instance, client, target, wire, condition, taps, onClose });
      this.links.add(link);
    });
    door.server = server;
    server.listen(this.port, alias);
    await once(server, 'listening');
  }
}
