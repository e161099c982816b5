import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the double does with a document: answers with this line, never answers, or ends the connection midway. */
export type Behaviour = { readonly answers: string } | 'is silent' | 'closes early';

/** A stand-in for ClamAV's daemon: reads `INSTREAM` piece by piece, as the protocol says, and answers as it is told. */
export class ClamdDouble {
  behaviour: Behaviour = { answers: 'stream: OK' };
  /** The documents that came whole. */
  readonly documents: Buffer[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param path of a socket of this machine; a free port of loopback unless given */
  static async start(path?: string): Promise<ClamdDouble> {
    const server = createServer();
    const double = new ClamdDouble(server);
    server.on('connection', (socket) => double.serve(socket));
    await new Promise<void>((resolve) =>
      path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
    );
    return double;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that clients have not ended. */
  get open(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (this.behaviour === 'closes early' && received.length > 100) return socket.destroy();
      const document = documentIn(received);
      if (document === undefined) return undefined;
      this.documents.push(document);
      if (typeof this.behaviour === 'object') socket.end(`${this.behaviour.answers}\0`);
      return undefined;
    });
  }
}

/** The pieces after the command, once the empty one has come. */
function documentIn(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (received.length >= command.length && received.subarray(0, command.length).toString() !== command)
    throw new Error(`not the command of a scan: ${received.subarray(0, 20).toString('hex')}`);
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
