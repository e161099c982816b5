import { DIGEST_BYTES } from './record-tree.js';

/** The header that carries a record's proof. It does not cover itself. */
export const PROOF_HEADER = 'proof';

/** The parts of a proof. */
export interface Proof {
  /** Place of the record among those of its tree, from 0. */
  readonly index: number;
  /** Nodes next to the way from the record to the root. */
  readonly path: Buffer;
  /** Protected header of the JWS over the root, base64url: it names the key. */
  readonly head: string;
  /** Of that JWS, base64url. */
  readonly signature: string;
}

/** A tree of this many levels could hold more records than one batch ever does. */
const LEVELS_MOST = 20;
const TEXT = /^(\d{1,7})\.([\w-]*)\.([\w-]{1,300})\.([\w-]{1,200})$/;

/** `index.path.head.signature`: a compact JWS whose payload, the root, is left out because readers compute it. */
export const proofText = ({ index, path, head, signature }: Proof): string =>
  `${index}.${path.toString('base64url')}.${head}.${signature}`;

/** @returns undefined for a text that is no proof */
export function readProof(text: string): Proof | undefined {
  const [, place = '', way = '', head = '', signature = ''] = TEXT.exec(text) ?? [];
  const path = Buffer.from(way, 'base64url');
  const levels = path.length / DIGEST_BYTES;
  const index = Number(place);
  const isTree = Number.isInteger(levels) && levels <= LEVELS_MOST && index < 2 ** levels;
  return head !== '' && isTree ? { index, path, head, signature } : undefined;
}
