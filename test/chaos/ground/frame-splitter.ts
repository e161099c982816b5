/** How a protocol states the length of a frame. */
export interface Framing {
  /** Bytes that must be there before the length can be read. */
  readonly header: number;
  /** Length of the whole frame, its header included. */
  lengthOf(header: Buffer): number;
}

/** MongoDB: the first four bytes are the length of the whole message. */
export const STORE_FRAMING: Framing = { header: 4, lengthOf: (header) => header.readInt32LE(0) };
/** Kafka: the first four bytes are the length of what follows. */
export const BROKER_FRAMING: Framing = { header: 4, lengthOf: (header) => header.readInt32BE(0) + 4 };

/** Cuts a stream of chunks into whole frames. Copies only frames that span several chunks. */
export class FrameSplitter {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private wanted: number;

  constructor(private readonly framing: Framing) {
    this.wanted = framing.header;
  }

  /** The frames that this chunk completes, in order. */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes < this.wanted) return [];
    const all = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks, this.bytes);
    const frames: Buffer[] = [];
    const { header } = this.framing;
    let start = 0;
    this.wanted = header;
    while (all.length - start >= header) {
      const length = this.framing.lengthOf(all.subarray(start, start + header));
      if (length < header) throw new RangeError(`A frame of ${length} bytes: these are frames of another protocol.`);
      if (all.length - start < length) {
        this.wanted = length;
        break;
      }
      frames.push(all.subarray(start, start + length));
      start += length;
    }
    const rest = all.subarray(start);
    this.chunks = rest.length === 0 ? [] : [rest];
    this.bytes = rest.length;
    return frames;
  }
}
