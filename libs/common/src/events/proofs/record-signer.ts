import { CompactSign } from 'jose';
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
  constructor(private readonly key: SigningKey) {}

  /** @returns the same records in the same order; a proof they had before is replaced */
  async sign<T extends CoveredRecord>(records: readonly T[]): Promise<Proven<T>[]> {
    const trees: Promise<Proven<T>[]>[] = [];
    for (let i = 0; i < records.length; i += LEAVES_MOST) trees.push(this.signTree(records.slice(i, i + LEAVES_MOST)));
    return (await Promise.all(trees)).flat();
  }

  private async signTree<T extends CoveredRecord>(records: readonly T[]): Promise<Proven<T>[]> {
    const tree = new RecordTree(records.map(leafOf));
    const jws = await new CompactSign(tree.root)
      .setProtectedHeader({ alg: ALGORITHM, kid: this.key.kid, typ: ROOT_TYPE })
      .sign(this.key.privateKey);
    const [head = '', , signature = ''] = jws.split('.');
    return records.map((record, index) => {
      const proof = proofText({ index, path: tree.path(index), head, signature });
      return { ...record, headers: { ...record.headers, [PROOF_HEADER]: proof } } as Proven<T>;
    });
  }
}
