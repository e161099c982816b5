import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/** Names and codes are padded to whole blocks (bytes), so that their length tells little. */
const BLOCK_BYTES = 64;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 2;
const MARK = 'p1.';

/** Longest that 200 characters of a name become: three bytes each, padded, sealed, as text. */
export const PSEUDONYM_MAX = 900;

/**
 * Stands for a person, or for a code that nobody may read on the wire. One per text and subject: two subjects cannot be
 * linked by it. Made from these two alone, so that an event that is published again has the same bytes. The services
 * that hold the key read the text.
 */
export class Pseudonyms {
  private readonly nonceKey: Buffer;
  private readonly sealingKey: Buffer;

  /** @param secret 32 bytes that review and intake share */
  constructor(secret: Buffer) {
    this.nonceKey = createHmac('sha256', secret).update('nonce').digest();
    this.sealingKey = createHmac('sha256', secret).update('seal').digest();
  }

  seal(person: string, subject: string): string {
    const nonce = this.nonceOf(person, subject);
    const cipher = createCipheriv('aes-256-gcm', this.sealingKey, nonce).setAAD(Buffer.from(subject));
    const sealed = Buffer.concat([cipher.update(padded(person)), cipher.final()]);
    return MARK + Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws TypeError when it was not made with this key for this subject */
  open(pseudonym: string, subject: string): string {
    const bytes = Buffer.from(pseudonym.slice(MARK.length), 'base64url');
    if (!pseudonym.startsWith(MARK) || bytes.length < NONCE_BYTES + BLOCK_BYTES + TAG_BYTES) throw unknown(subject);
    const decipher = createDecipheriv('aes-256-gcm', this.sealingKey, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(subject)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      return plain.subarray(LENGTH_BYTES, LENGTH_BYTES + plain.readUInt16BE()).toString('utf8');
    } catch {
      throw unknown(subject);
    }
  }

  /** From what is sealed, so that one nonce never meets two texts. */
  private nonceOf(person: string, subject: string): Buffer {
    const mac = createHmac('sha256', this.nonceKey).update(`${Buffer.byteLength(subject)}:${subject}${person}`);
    return mac.digest().subarray(0, NONCE_BYTES);
  }
}

const unknown = (subject: string): TypeError =>
  new TypeError(`A pseudonym in an event of ${subject} was made with another key (PSEUDONYM_KEY_FILE).`);

function padded(person: string): Buffer {
  const text = Buffer.from(person, 'utf8');
  const blocks = Math.ceil((LENGTH_BYTES + text.length) / BLOCK_BYTES);
  const plain = Buffer.alloc(blocks * BLOCK_BYTES);
  plain.writeUInt16BE(text.length);
  text.copy(plain, LENGTH_BYTES);
  return plain;
}

/** The key of demonstrations: known to everyone, as the development key of tokens is. */
const WELL_KNOWN = createHash('sha256').update('digital-service-contracts: well-known pseudonym key').digest();
let ofProcess = new Pseudonyms(WELL_KNOWN);

/** The key of this process. A service that publishes or follows such events sets it before it starts. */
export function usePseudonymKey(secret: Buffer): void {
  ofProcess = new Pseudonyms(secret);
}

/** Data as it leaves: each of these fields holds a person or a code, or a list of them. */
export const withPseudonyms = (data: object, fields: readonly string[], subject: string): object =>
  mapped(data, fields, (person) => ofProcess.seal(person, subject));

/** Data as it came. @throws TypeError */
export const withNames = (data: object, fields: readonly string[], subject: string): object =>
  mapped(data, fields, (pseudonym) => ofProcess.open(pseudonym, subject));

function mapped(data: object, fields: readonly string[], change: (text: string) => string): object {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    return typeof value === 'string' ? change(value) : value;
  };
  const values = Object.entries(data).map(([key, value]: [string, unknown]) => [
    key,
    fields.includes(key) ? changed(value) : value,
  ]);
  return Object.fromEntries(values) as object;
}
