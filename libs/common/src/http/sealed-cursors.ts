import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { invalid, Refusal } from '../kernel/errors.js';
import type { SealingKey, SealingKeys } from '../store/sealing-keys.js';

/** version 1 · key id 4 · nonce 12 · ciphertext · tag 16 */
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;
const CHARACTERS_MAX = 4_000;

/**
 * A cursor holds the sort value and the id of a row. Sealed (AES-256-GCM), it tells its holder neither, and holds for
 * the operation it was given out by.
 */
export class SealedCursors {
  constructor(private readonly keys: SealingKeys) {}

  async seal(cursor: string, operation: string): Promise<string> {
    const { id, secret } = await this.keys.newest();
    const head = Buffer.concat([Buffer.of(VERSION), Buffer.from(id, 'hex'), randomBytes(NONCE_BYTES)]);
    const cipher = createCipheriv('aes-256-gcm', secret, head.subarray(1 + KEY_ID_BYTES));
    cipher.setAAD(boundTo(head, operation));
    const text = Buffer.concat([cipher.update(cursor, 'utf8'), cipher.final()]);
    return Buffer.concat([head, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws Refusal 410 CURSOR_EXPIRED when its key was rotated out, 422 for what is no cursor of this operation */
  async open(sealed: string, operation: string): Promise<string> {
    const bytes = bytesOf(sealed);
    if (bytes === undefined) throw noCursor();
    const key = await this.keys.find(bytes.subarray(1, 1 + KEY_ID_BYTES).toString('hex'));
    if (key === undefined) {
      const detail = 'The cursor is from before the keys of this service changed: begin at the first page again.';
      throw new Refusal('gone', 'CURSOR_EXPIRED', detail);
    }
    return opened(bytes, key, operation);
  }
}

function opened(bytes: Buffer, { secret }: SealingKey, operation: string): string {
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(1 + KEY_ID_BYTES, HEAD_BYTES));
  decipher.setAAD(boundTo(bytes.subarray(0, HEAD_BYTES), operation));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw noCursor();
  }
}

const boundTo = (head: Buffer, operation: string): Buffer => Buffer.concat([head, Buffer.from(operation)]);

function bytesOf(sealed: string): Buffer | undefined {
  if (sealed.length > CHARACTERS_MAX || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
  const bytes = Buffer.from(sealed, 'base64url');
  return bytes.length > HEAD_BYTES + TAG_BYTES && bytes[0] === VERSION ? bytes : undefined;
}

const noCursor = (): Refusal =>
  invalid('REQUEST_INVALID', 'The request is not as it should be: /cursor.', [
    { pointer: '/cursor', code: 'CURSOR_INVALID', detail: 'the `next` of the page before, with the same sort' },
  ]);
