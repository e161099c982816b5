import type { Socket } from 'node:net';

/** The present faults of a line. Links read it for every frame. */
export interface Condition {
  /** Nothing from the service gets through. Connections stay open. */
  holdsRequests: boolean;
  /** Nothing from the server gets through. */
  holdsReplies: boolean;
  latencyMs: number;
  /** Per direction and connection. Infinity: unlimited. */
  bytesPerSecond: number;
}

export const sound = (): Condition => ({
  holdsRequests: false,
  holdsReplies: false,
  latencyMs: 0,
  bytesPerSecond: Infinity,
});

/** With more bytes than this under way in a slow line, its reader waits. */
const WINDOW_BYTES = 256 * 1024;

/** One direction of a connection: reads from one socket and writes to the other, late or slowly if the line says so. */
export class Pipe {
  private readonly underWay: { readonly bytes: Buffer; readonly due: number }[] = [];
  private pending = 0;
  private lastDue = 0;
  private timer: NodeJS.Timeout | undefined;
  private isFull = false;
  private hasEnded = false;
  private isMuted = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly condition: Condition,
    private readonly isHeld: () => boolean,
    private readonly onChunk: (chunk: Buffer) => readonly Buffer[],
  ) {
    from.on('data', (chunk: Buffer) => this.take(chunk));
    from.on('close', () => this.end());
    to.on('drain', () => {
      this.isFull = false;
      this.update();
    });
    this.update();
  }

  /** Call it when the condition has changed. */
  update(): void {
    if (this.isHeld() || this.isFull || this.pending > WINDOW_BYTES) this.from.pause();
    else this.from.resume();
    this.deliver();
  }

  /** Everything that comes from now on, or is under way, is lost. */
  mute(): void {
    this.isMuted = true;
    this.underWay.length = 0;
  }

  private take(chunk: Buffer): void {
    for (const bytes of this.onChunk(chunk)) {
      if (this.isMuted) return;
      const { latencyMs, bytesPerSecond } = this.condition;
      if (this.underWay.length === 0 && latencyMs === 0 && bytesPerSecond === Infinity) this.write(bytes);
      else this.delay(bytes, latencyMs, bytesPerSecond);
    }
  }

  private delay(bytes: Buffer, latencyMs: number, bytesPerSecond: number): void {
    const now = performance.now();
    const due = Math.max(now + latencyMs, this.lastDue) + (bytes.length / bytesPerSecond) * 1_000;
    this.lastDue = due;
    this.underWay.push({ bytes, due });
    this.pending += bytes.length;
    this.update();
  }

  private deliver(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const now = performance.now();
    for (let next = this.underWay[0]; next !== undefined && !this.isHeld(); next = this.underWay[0]) {
      if (next.due > now) {
        this.timer = setTimeout(() => this.update(), next.due - now);
        return;
      }
      this.underWay.shift();
      this.pending -= next.bytes.length;
      this.write(next.bytes);
    }
    if (this.hasEnded && this.underWay.length === 0) this.to.end();
  }

  private write(bytes: Buffer): void {
    if (this.to.destroyed || this.to.writableEnded) return;
    if (!this.to.write(bytes)) {
      this.isFull = true;
      this.from.pause();
    }
  }

  private end(): void {
    this.hasEnded = true;
    this.deliver();
  }
}
