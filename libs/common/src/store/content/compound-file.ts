import type { RandomAccess } from './random-access.js';

/** First bytes of a compound file ([MS-CFB] 2.2). */
export const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_SECTOR_BYTES = 64;
/** A stream below this size lies in mini sectors. */
const MINI_STREAM_BELOW = 4_096;
/** Numbers from here on mark ends and free sectors. */
const NO_SECTOR = 0xfffffffa;
/** Places of the allocation table that the header itself names; the others are in a chain of their own. */
const IN_HEADER = 109;
/** More than any document needs: chains of a hostile file may have no end. */
const READS_MAX = 1_000;
/** As many as the sectors of the largest document. */
const HOPS_MAX = 110_000;
const STREAM = 2;
const ROOT = 5;

/** The file is no compound file, or leads nowhere. */
class Malformed extends Error {}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly bytes: number;
}

/**
 * The first 64 bytes of a small stream of a compound file; undefined when there is none of this name. Sectors are read
 * one by one, 1,000 at most: libraries for this format hold the whole file in memory and follow its chains to the end.
 */
export async function headOfStream(file: RandomAccess, name: string): Promise<Buffer | undefined> {
  try {
    return await new CompoundFile(file, await file.read(0, HEADER_BYTES)).headOf(name);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class CompoundFile {
  private readonly sectorBytes: number;
  private reads = 0;
  private hops = 0;
  /** Of the allocation table, the part that was read last: chains mostly stay within it. */
  private table: { readonly part: number; readonly bytes: Buffer } | undefined;

  constructor(
    private readonly file: RandomAccess,
    private readonly header: Buffer,
  ) {
    const shift = header.length === HEADER_BYTES ? header.readUInt16LE(30) : 0;
    if (!header.subarray(0, 8).equals(COMPOUND_FILE) || (shift !== 9 && shift !== 12)) throw new Malformed();
    this.sectorBytes = 2 ** shift;
  }

  async headOf(name: string): Promise<Buffer | undefined> {
    let root: Entry | undefined;
    let sector = this.header.readUInt32LE(48);
    for (;;) {
      const directory = await this.sector(sector);
      for (let at = 0; at < directory.length; at += ENTRY_BYTES) {
        const entry = entryAt(directory, at);
        if (entry.kind === ROOT) root ??= entry;
        if (root !== undefined && entry.kind === STREAM && entry.name === name && entry.bytes < MINI_STREAM_BELOW)
          return this.miniSector(root, entry.start);
      }
      sector = await this.after(sector);
      if (sector >= NO_SECTOR) return undefined;
    }
  }

  /** Mini sectors lie one behind the other in the stream of the root. */
  private async miniSector(root: Entry, n: number): Promise<Buffer> {
    const from = n * MINI_SECTOR_BYTES;
    let sector = root.start;
    for (let hops = Math.floor(from / this.sectorBytes); hops > 0; hops--) sector = await this.after(sector);
    const within = from % this.sectorBytes;
    return (await this.sector(sector)).subarray(within, within + MINI_SECTOR_BYTES);
  }

  private async sector(n: number): Promise<Buffer> {
    if (n >= NO_SECTOR || ++this.reads > READS_MAX) throw new Malformed();
    const bytes = await this.file.read((n + 1) * this.sectorBytes, this.sectorBytes);
    if (bytes.length < this.sectorBytes) throw new Malformed();
    return bytes;
  }

  /** The next sector of the chain, by the allocation table. */
  private async after(n: number): Promise<number> {
    if (++this.hops > HOPS_MAX) throw new Malformed();
    const perSector = this.sectorBytes / 4;
    const part = Math.floor(n / perSector);
    if (this.table?.part !== part) this.table = { part, bytes: await this.sector(await this.tableAt(part)) };
    return this.table.bytes.readUInt32LE((n % perSector) * 4);
  }

  /** The sector with this part of the allocation table. */
  private async tableAt(part: number): Promise<number> {
    if (part < IN_HEADER) return this.header.readUInt32LE(76 + part * 4);
    // The last number of each sector of places names the next such sector.
    const perSector = this.sectorBytes / 4 - 1;
    let places = await this.sector(this.header.readUInt32LE(68));
    let left = part - IN_HEADER;
    for (; left >= perSector; left -= perSector) places = await this.sector(places.readUInt32LE(perSector * 4));
    return places.readUInt32LE(left * 4);
  }
}

function entryAt(directory: Buffer, at: number): Entry {
  const nameBytes = Math.min(Math.max(directory.readUInt16LE(at + 64) - 2, 0), 62);
  return {
    name: directory.toString('utf16le', at, at + nameBytes),
    kind: directory.readUInt8(at + 66),
    start: directory.readUInt32LE(at + 116),
    bytes: directory.readUInt32LE(at + 120),
  };
}
