import { connect } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/** Lines from a broker on which one bit goes wrong, `times` over, in the first letter behind a text when it passes. */
export class FlippingSockets {
  flips = 0;

  constructor(
    private readonly text: string,
    private readonly times = 1,
  ) {}

  readonly factory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    // First of the listeners: the client is handed the same bytes after it.
    socket.on('data', (chunk: Buffer) => this.flip(chunk));
    return socket;
  };

  private flip(chunk: Buffer): void {
    const at = chunk.indexOf(this.text);
    const place = at + this.text.length;
    if (at < 0 || place >= chunk.length || this.flips === this.times) return;
    this.flips++;
    chunk[place] = (chunk[place] ?? 0) ^ 1;
  }
}
