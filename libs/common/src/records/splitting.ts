/** A longer line is refused: no record is near it, and it would have to be held whole. */
export const LINE_BYTES_MAX = 1024 * 1024;

const LINE_FEED = 0x0a;
const QUOTE = 0x22;

/** The bytes of a line without its end, or none where it is too long; and where it begins, from 1. */
export interface SplitLine {
  readonly at: number;
  readonly bytes: Buffer | undefined;
}

/**
 * Cuts a stream at its line feeds; where quotes count, at those outside of quotes (RFC 4180). No more of a line is held
 * than the limit.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  { quotes }: { readonly quotes: boolean },
): AsyncGenerator<SplitLine, void, undefined> {
  const line = new Held();
  let feeds = 0;
  let isOpen = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      if (quotes && chunk[i] === QUOTE) isOpen = !isOpen;
      if (chunk[i] !== LINE_FEED) continue;
      feeds += 1;
      if (isOpen) continue;
      line.add(chunk.subarray(from, i));
      yield line.taken(feeds);
      from = i + 1;
    }
    line.add(chunk.subarray(from));
  }
  if (line.bytes > 0) yield line.taken(feeds + 1);
}

/** What has come of a line so far. */
class Held {
  bytes = 0;
  private at = 1;
  private parts: Uint8Array[] = [];

  add(part: Uint8Array): void {
    this.bytes += part.length;
    if (this.bytes <= LINE_BYTES_MAX) this.parts.push(part);
    else this.parts = [];
  }

  /** @param last the line of the file on which it ends */
  taken(last: number): SplitLine {
    const line = { at: this.at, bytes: this.bytes > LINE_BYTES_MAX ? undefined : Buffer.concat(this.parts) };
    this.at = last + 1;
    this.bytes = 0;
    this.parts = [];
    return line;
  }
}
