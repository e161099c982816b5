import { sha256 } from '../../kernel/canonical-json.js';

/** The last event of one history. */
export interface Head {
  readonly collection: string;
  readonly id: string;
  /** Of the aggregate, after that event. */
  readonly version: number;
  readonly hash: string;
}

const leafOf = ({ collection, id, version, hash }: Head): string => sha256(`${collection}|${id}|${version}|${hash}`);

/** A leaf's text contains `|` and a node's does not: neither can pass for the other. */
const nodeOf = (left: string, right: string): string => sha256(left + right);

/**
 * Merkle root over heads in the order of (collection, id). It needs the memory of one path, so that it can take a whole
 * installation. The left side of every node is the largest power of two that leaves something on the right.
 */
export class MerkleRoot {
  private readonly complete: { readonly hash: string; readonly leaves: number }[] = [];
  private leaves = 0;

  add(head: Head): void {
    this.leaves++;
    let right = { hash: leafOf(head), leaves: 1 };
    for (let left = this.complete.at(-1); left?.leaves === right.leaves; left = this.complete.at(-1)) {
      this.complete.pop();
      right = { hash: nodeOf(left.hash, right.hash), leaves: left.leaves * 2 };
    }
    this.complete.push(right);
  }

  get size(): number {
    return this.leaves;
  }

  /** Of nothing: SHA-256 of the empty text. */
  get root(): string {
    const hashes = this.complete.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256('') : hashes.reduceRight((right, left) => nodeOf(left, right));
  }
}
