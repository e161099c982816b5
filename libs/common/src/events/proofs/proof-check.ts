import { verify, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { SERVICE_NAMES, type ServiceName } from '../define-event.js';
import { sourceOf } from '../cloud-event.js';
import { ALGORITHM, type EventKeys } from './event-keys.js';
import { leafOf, RepeatedHeader, type CoveredRecord } from './leaf.js';
import { PROOF_HEADER, readProof, type Proof } from './proof-text.js';
import { ROOT_TYPE } from './record-signer.js';
import { KnownNodes, rootFrom } from './record-tree.js';

/** Trees whose signature was verified; the records of a batch come close together. */
const REMEMBERED = 200;
const HEADS_MOST = 100;

/**
 * The door for every record that a service reads: it tells whether the record comes from the service whose topic it is
 * on, unchanged. What is verified once per tree is remembered, so that a backlog costs hashes and few signatures.
 */
export class ProofCheck {
  /** By signature, the oldest first. */
  private readonly verified = new Map<string, Verified>();
  /** Head of a signature → the key it names; undefined for a head that is none of ours. */
  private readonly heads = new Map<string, string | undefined>();

  constructor(
    private readonly keys: EventKeys,
    private readonly topicPrefix: string,
  ) {}

  /** Why the record cannot be believed; undefined when it can. Throws for nothing that a record may hold. */
  async whyUnproven(record: CoveredRecord): Promise<string | undefined> {
    const owner = ownerOf(record.topic, this.topicPrefix);
    if (owner === undefined) return `topic ${record.topic} belongs to no service`;
    const source = record.headers?.['ce_source'];
    if (source !== undefined && String(source) !== sourceOf(owner))
      return `ce_source is ${shown(source)}, but the topic belongs to ${owner}`;
    const text = record.headers?.[PROOF_HEADER];
    if (text === undefined) return 'it has no proof';
    if (Array.isArray(text)) return 'it has several proofs';
    const proof = readProof(String(text));
    const kid = proof && this.kidOf(proof.head);
    if (proof === undefined || kid === undefined) return 'its proof cannot be read';
    return this.whyNotSigned(record, owner, proof, kid);
  }

  private async whyNotSigned(
    record: CoveredRecord,
    owner: ServiceName,
    proof: Proof,
    kid: string,
  ): Promise<string | undefined> {
    const key = await this.keys.find(owner, kid);
    if (key === undefined) return `key ${kid} may not speak for ${owner}`;
    const leaf = leafOrRepeated(record);
    if (leaf instanceof RepeatedHeader) return `header ${leaf.message} comes more than once`;
    const { head, signature, index, path } = proof;
    const known = this.verified.get(signature);
    if (known?.key === key && known.head === head && known.nodes.proves(leaf, index, path)) return undefined;
    if (!isSignature(proof, rootFrom(leaf, index, path), key))
      return `its proof by key ${kid} is not one of this record`;
    forgetOldest(this.verified, REMEMBERED);
    const nodes = new KnownNodes();
    nodes.learn(leaf, index, path);
    this.verified.set(signature, { key, head, nodes });
    return undefined;
  }

  private kidOf(head: string): string | undefined {
    if (this.heads.has(head)) return this.heads.get(head);
    const kid = kidIn(head);
    forgetOldest(this.heads, HEADS_MOST);
    this.heads.set(head, kid);
    return kid;
  }
}

interface Verified {
  readonly key: KeyObject;
  readonly head: string;
  readonly nodes: KnownNodes;
}

/** As RFC 7515 says, for the one algorithm there is. A JOSE library takes twice the time, and threads besides. */
const isSignature = ({ head, signature }: Proof, root: Buffer, key: KeyObject): boolean =>
  verify(
    null,
    Buffer.from(`${head}.${root.toString('base64url')}`, 'latin1'),
    key,
    Buffer.from(signature, 'base64url'),
  );

/** The service that alone may write to a topic; undefined for any other name. */
export function ownerOf(topic: string, prefix: string): ServiceName | undefined {
  if (!topic.startsWith(prefix)) return undefined;
  const name = topic.slice(prefix.length);
  return SERVICE_NAMES.find((service) => name.startsWith(`${service}.`));
}

function leafOrRepeated(record: CoveredRecord): Buffer | RepeatedHeader {
  try {
    return leafOf(record);
  } catch (error) {
    if (error instanceof RepeatedHeader) return error;
    throw error;
  }
}

/** The key that a signature over a root names. */
function kidIn(head: string): string | undefined {
  try {
    const { alg, typ, kid, crit, b64 } = decodeProtectedHeader(`${head}..`);
    const isOurs = alg === ALGORITHM && typ === ROOT_TYPE && crit === undefined && b64 === undefined;
    return isOurs && typeof kid === 'string' ? kid.slice(0, 100) : undefined;
  } catch {
    return undefined;
  }
}

function forgetOldest(kept: Map<string, unknown>, most: number): void {
  if (kept.size < most) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

const shown = (value: unknown): string => JSON.stringify(String(value).slice(0, 100));
