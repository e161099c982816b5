import { sign } from 'node:crypto';
import { ALGORITHM, type SigningKey } from './event-keys.js';
import { leafOf, type CoveredRecord } from './leaf.js';
import { PROOF_HEADER, proofText } from './proof-text.js';
import { RecordTree } from './record-tree.js';

/** In the protected header of the signature: a signature over anything else proves no record. */
export const ROOT_TYPE = 'record-root';

/** A record more in a tree lengthens the paths of all: beyond this a second signature is cheaper than its bytes. */
const LEAVES_MOST = 64;

/** A record with its proof among its headers. */
export type Proven<T extends CoveredRecord> = T & { readonly headers: T['headers'] & Readonly<Record<string, string>> };

/** Proves records to be of one service: one signature for many of them, and each can be checked on its own. */
export class RecordSigner {
  private readonly head: string;

  constructor(private readonly key: SigningKey) {
    const protectedHeader = { alg: ALGORITHM, kid: key.kid, typ: ROOT_TYPE };
    this.head = Buffer.from(JSON.stringify(protectedHeader)).toString('base64url');
  }

  /** @returns the same records in the same order; a proof they had before is replaced */
  sign<T extends CoveredRecord>(records: readonly T[]): Promise<Proven<T>[]> {
    const trees: Proven<T>[][] = [];
    for (let i = 0; i < records.length; i += LEAVES_MOST) trees.push(this.signTree(records.slice(i, i + LEAVES_MOST)));
    // A promise, because a key may be kept outside the process one day.
    return Promise.resolve(trees.flat());
  }

  private signTree<T extends CoveredRecord>(records: readonly T[]): Proven<T>[] {
    const tree = new RecordTree(records.map(leafOf));
    const signature = this.signatureOf(tree.root);
    return records.map((record, index) => {
      const proof = proofText({ index, path: tree.path(index), head: this.head, signature });
      return { ...record, headers: { ...record.headers, [PROOF_HEADER]: proof } } as Proven<T>;
    });
  }

  /** As RFC 7515 says, for the one algorithm there is. A JOSE library takes three times as long. */
  private signatureOf(root: Buffer): string {
    const signed = Buffer.from(`${this.head}.${root.toString('base64url')}`, 'latin1');
    return sign(null, signed, this.key.privateKey).toString('base64url');
  }
}
