import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { KeyFile } from '#common/service/key-file.js';
import type { Ballot, BallotBox, BallotPlace } from './domain/ballot-box.js';
import { VOTES } from './domain/session.state.js';

/** Opens every vote. Not among the store's credentials: its reader learns who voted, and not what. */
export const VOTE_KEY: KeyFile = {
  setting: 'VOTE_KEY_FILE',
  token: Symbol('vote key'),
  closes: 'the votes of sessions',
};

const MARK = 'v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** One byte of the vote, two of the reason's length. */
const HEAD_BYTES = 3;
/** The longest that a reason of 2,000 characters can be, in UTF-8. Every ballot is as long, with a reason or not. */
export const REASON_BYTES_MAX = 8_000;
const NO_REASON = 0xffff;

/** Seals ballots by AES-256-GCM: a random nonce, and the place as associated data. */
@Injectable()
export class SealedBallots implements BallotBox {
  private readonly key: Buffer;

  constructor(@Inject(VOTE_KEY.token) secret: Buffer) {
    this.key = createHmac('sha256', secret).update('seal').digest();
  }

  seal(place: BallotPlace, ballot: Ballot): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(named(place));
    const sealed = Buffer.concat([cipher.update(plainOf(ballot)), cipher.final()]);
    return MARK + Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  open(place: BallotPlace, sealed: string): Ballot | undefined {
    const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url');
    if (!sealed.startsWith(MARK) || bytes.length !== NONCE_BYTES + HEAD_BYTES + REASON_BYTES_MAX + TAG_BYTES) return;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(named(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return ballotIn(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]));
    } catch {
      return undefined;
    }
  }
}

const named = ({ sessionId, item, ballot, memberId }: BallotPlace): Buffer =>
  Buffer.from(JSON.stringify([sessionId, item, memberId, ...(ballot === undefined ? [] : [ballot])]));

function plainOf({ vote, reason }: Ballot): Buffer {
  const text = Buffer.from(reason ?? '', 'utf8');
  if (text.length > REASON_BYTES_MAX) throw new RangeError('The reason of a vote is longer than its request allows.');
  const plain = Buffer.alloc(HEAD_BYTES + REASON_BYTES_MAX);
  plain.writeUInt8(VOTES.indexOf(vote));
  plain.writeUInt16BE(reason === undefined ? NO_REASON : text.length, 1);
  text.copy(plain, HEAD_BYTES);
  return plain;
}

function ballotIn(plain: Buffer): Ballot | undefined {
  const vote = VOTES[plain.readUInt8()];
  const length = plain.readUInt16BE(1);
  if (vote === undefined) return undefined;
  if (length === NO_REASON) return { vote };
  return { vote, reason: plain.subarray(HEAD_BYTES, HEAD_BYTES + length).toString('utf8') };
}
