import { hash } from 'node:crypto';

export const DIGEST_BYTES = 32;
/** A node as it is hashed: 0x01, left, right. Written anew for each one, because nothing else runs in between. */
const node = Buffer.alloc(1 + 2 * DIGEST_BYTES, 0x01);
/** In place of a right side that is not there. No record has this digest. */
const NOTHING = Buffer.alloc(DIGEST_BYTES);

/** Nodes begin with another byte than leaves, so that neither can pass for the other (RFC 6962). */
function nodeOf(left: Buffer, right: Buffer): Buffer {
  left.copy(node, 1);
  right.copy(node, 1 + DIGEST_BYTES);
  return hash('sha256', node, 'buffer');
}

/** The Merkle tree over the leaves of one batch. Of a single leaf the root is that leaf. */
export class RecordTree {
  private readonly levels: (readonly Buffer[])[];

  /** @throws RangeError without a leaf */
  constructor(leaves: readonly Buffer[]) {
    if (leaves.length === 0) throw new RangeError('A tree has one leaf at least.');
    this.levels = [leaves];
    for (let level = leaves; level.length > 1; this.levels.push(level)) level = above(level);
  }

  get root(): Buffer {
    return this.levels.at(-1)?.[0] ?? NOTHING;
  }

  /** The nodes next to the way from that leaf to the root, from the leaf on, one behind the other. */
  path(index: number): Buffer {
    return Buffer.concat(this.levels.slice(0, -1).map((level, i) => level[(index >> i) ^ 1] ?? NOTHING));
  }
}

const above = (level: readonly Buffer[]): Buffer[] =>
  Array.from({ length: Math.ceil(level.length / 2) }, (_, i) =>
    nodeOf(level[2 * i] ?? NOTHING, level[2 * i + 1] ?? NOTHING),
  );

/**
 * The nodes of a tree whose root is known to be right. A leaf whose way meets one of them needs no way beyond it: the
 * records of a batch, read in their order, need one hash each on average.
 */
export class KnownNodes {
  /** Text of one byte a character: a part of a buffer would keep all of it, with the record that came in it. */
  private readonly nodes = new Map<number, string>();

  /** @returns whether this leaf stands at `index` of the tree */
  proves(leaf: Buffer, index: number, path: Buffer): boolean {
    let reached = leaf;
    for (let level = 0, at = 0; ; level++, at += DIGEST_BYTES) {
      const known = this.nodes.get(nameOf(level, index >> level));
      if (known !== undefined) {
        const isRight = known === textOf(reached);
        if (isRight && level > 0) this.learn(leaf, index, path.subarray(0, at));
        return isRight;
      }
      if (at >= path.length) return false;
      const other = path.subarray(at, at + DIGEST_BYTES);
      reached = (index >> level) % 2 === 1 ? nodeOf(other, reached) : nodeOf(reached, other);
    }
  }

  /** Of a leaf and a path that lead to the right root: everything on the way and next to it is of the tree. */
  learn(leaf: Buffer, index: number, path: Buffer): void {
    let reached = leaf;
    this.nodes.set(nameOf(0, index), textOf(leaf));
    for (let level = 0, at = 0; at < path.length; level++, at += DIGEST_BYTES) {
      const place = index >> level;
      const other = path.subarray(at, at + DIGEST_BYTES);
      this.nodes.set(nameOf(level, place ^ 1), textOf(other));
      reached = place % 2 === 1 ? nodeOf(other, reached) : nodeOf(reached, other);
      this.nodes.set(nameOf(level + 1, place >> 1), textOf(reached));
    }
  }
}

const textOf = (digest: Buffer): string => digest.toString('latin1');

/** No level of a tree has as many nodes. */
const nameOf = (level: number, place: number): number => level * 2 ** 24 + place;

/** The root that a tree has in which this leaf stands at `index`, with `path` next to its way. */
export function rootFrom(leaf: Buffer, index: number, path: Buffer): Buffer {
  let reached = leaf;
  for (let at = 0, place = index; at < path.length; at += DIGEST_BYTES, place >>= 1) {
    const other = path.subarray(at, at + DIGEST_BYTES);
    reached = place % 2 === 1 ? nodeOf(other, reached) : nodeOf(reached, other);
  }
  return reached;
}
