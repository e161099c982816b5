import { connect, type Socket } from 'node:net';
import { FrameSplitter } from './frame-splitter.js';
import { Pipe, type Condition } from './pipe.js';
import type { Frame, Wire } from './wire.js';

/** A frame, or a command that reaches the service, with the instance it belongs to. */
export type Sighting = (Frame & { readonly link: Link; readonly instance: number }) | CommandArrives;
/** A request that changes something has begun to arrive at a service. */
export interface CommandArrives {
  readonly kind: 'http command';
  readonly line: string;
  readonly instance: number;
}
export type Verdict = 'forward' | 'drop';
/** Sees every frame before it is forwarded. May change its bytes in place. */
export type Tap = (sighting: Sighting) => Verdict;

export interface LinkOptions {
  readonly instance: number;
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  readonly wire: Wire;
  readonly condition: Condition;
  readonly taps: ReadonlySet<Tap>;
  readonly onClose: () => void;
}

let numbers = 0;

/** One connection of a service to a server, with the suite in the middle. */
export class Link {
  /** Identifies the link: request numbers are unique only within one. */
  readonly number = ++numbers;
  private readonly server: Socket;
  private readonly requests: Pipe;
  private readonly replies: Pipe;

  constructor(private readonly options: LinkOptions) {
    const { client, target, wire, condition, onClose } = options;
    this.server = connect(target.port, target.host);
    let open = 2;
    for (const socket of [client, this.server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => --open === 0 && onClose());
    }
    this.requests = new Pipe(
      client,
      this.server,
      condition,
      () => condition.holdsRequests,
      this.through((bytes) => wire.request(bytes)),
    );
    this.replies = new Pipe(
      this.server,
      client,
      condition,
      () => condition.holdsReplies,
      this.through((bytes) => wire.reply(bytes)),
    );
  }

  get instance(): number {
    return this.options.instance;
  }

  update(): void {
    this.requests.update();
    this.replies.update();
  }

  /** From now on everything sent or under way is lost, as for a dead process. */
  mute(): void {
    this.requests.mute();
    this.replies.mute();
  }

  /** Ends it at once. The service sees a reset. */
  reset(): void {
    this.mute();
    this.options.client.resetAndDestroy();
    this.server.destroy();
  }

  private through(read: (bytes: Buffer) => Frame | undefined): (chunk: Buffer) => readonly Buffer[] {
    const splitter = new FrameSplitter(this.options.wire.framing);
    return (chunk) => splitter.push(chunk).filter((bytes) => this.judge(read(bytes)) === 'forward');
  }

  private judge(frame: Frame | undefined): Verdict {
    if (frame === undefined || this.options.taps.size === 0) return 'forward';
    const sighting: Sighting = { ...frame, link: this, instance: this.instance };
    return [...this.options.taps].every((tap) => tap(sighting) === 'forward') ? 'forward' : 'drop';
  }
}
