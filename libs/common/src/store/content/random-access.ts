/** Bytes that are read where they are needed: a document is never held as a whole. */
export interface RandomAccess {
  readonly size: number;
  /** These bytes; fewer, or none, where the document ends. */
  read(from: number, length: number): Promise<Buffer>;
}

/** Bytes in memory. */
export const bytesOf = (bytes: Buffer): RandomAccess => ({
  size: bytes.length,
  read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
});
