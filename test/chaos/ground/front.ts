import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A running instance that can take requests. */
export interface Backend {
  readonly instance: number;
  readonly port: number;
}

interface Visit {
  readonly client: Socket;
  readonly backend: Socket;
  readonly instance: number;
  /** A request is in flight on it. */
  isBusy: boolean;
}

const COMMAND = /^(?:POST|PUT|PATCH|DELETE) \/v1\/\S*/;
const LINE_MAX = 512;

/**
 * One address per service for its clients, which stays the same while instances die, restart or are added. It forwards
 * connections in turns and answers nothing itself: without an instance, a connection is reset.
 */
export class Front {
  private readonly server: Server;
  private readonly visits = new Set<Visit>();
  private turn = 0;

  private constructor(
    private readonly backends: () => readonly Backend[],
    private readonly onCommand: (instance: number, line: string) => void,
  ) {
    this.server = createServer((client) => this.join(client));
  }

  static async open(
    backends: () => readonly Backend[],
    onCommand: (instance: number, line: string) => void,
  ): Promise<Front> {
    const front = new Front(backends, onCommand);
    front.server.listen(0, '127.0.0.1');
    await once(front.server, 'listening');
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends idle connections, so that their clients reconnect and reach the instances there are now. */
  spread(): void {
    for (const visit of this.visits) if (!visit.isBusy) visit.client.end();
  }

  async close(): Promise<void> {
    this.server.close();
    for (const { client, backend } of this.visits) {
      client.destroy();
      backend.destroy();
    }
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    client.on('error', () => undefined);
    const able = this.backends();
    const chosen = able[this.turn++ % Math.max(1, able.length)];
    if (chosen === undefined) {
      client.resetAndDestroy();
      return;
    }
    const { instance } = chosen;
    const backend = connect(chosen.port, '127.0.0.1');
    const visit: Visit = { client, backend, instance, isBusy: false };
    this.visits.add(visit);
    backend.on('error', () => client.resetAndDestroy());
    for (const [from, to] of [
      [client, backend],
      [backend, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('close', () => {
        this.visits.delete(visit);
        to.destroySoon();
      });
      to.on('drain', () => from.resume());
    }
    client.on('data', (chunk: Buffer) => {
      const isNew = !visit.isBusy;
      visit.isBusy = true;
      forward(chunk, client, backend);
      if (isNew) this.notice(chunk, instance);
    });
    backend.on('data', (chunk: Buffer) => {
      visit.isBusy = false;
      forward(chunk, backend, client);
    });
  }

  /** The request line is at the start of a chunk: the clients here never send a second request before the answer. */
  private notice(chunk: Buffer, instance: number): void {
    const line = COMMAND.exec(chunk.toString('latin1', 0, LINE_MAX))?.[0];
    if (line !== undefined) this.onCommand(instance, line);
  }
}

function forward(chunk: Buffer, from: Socket, to: Socket): void {
  if (to.destroyed || to.writableEnded) return;
  if (!to.write(chunk)) from.pause();
}
