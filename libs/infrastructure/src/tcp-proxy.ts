import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line between a client and a server that a test can cut, hold and mend. */
export class TcpProxy {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private held = false;

  constructor(
    private readonly target: { readonly host: string; readonly port: number },
    /** 0: any free one, known after `open`. */
    public port = 0,
  ) {}

  async open(): Promise<void> {
    this.server = createServer((client) => this.join(client));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** The same URL by way of this line: the server itself may be at another address than this machine's own. */
  through(url: string): string {
    const far = new URL(url);
    far.hostname = '127.0.0.1';
    far.port = String(this.port);
    return far.href;
  }

  /** As when the server's machine dies: connections end, new ones are refused. `open` mends it, on the same port. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  /** As when a switch drops everything: connections stay open and nothing comes through, until `release`. */
  hold(): void {
    this.held = true;
    for (const socket of this.sockets) socket.pause();
  }

  release(): void {
    this.held = false;
    for (const socket of this.sockets) socket.resume();
  }

  private join(client: Socket): void {
    const server = connect(this.target.port, this.target.host);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => void to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.held) from.pause();
    }
  }
}
