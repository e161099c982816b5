import { mongo } from 'mongoose';

const OP_MSG = 2013;
const HEADER = 16;
/** OP_MSG: header, flags, then a section of kind 0 holding one document. */
const BODY_AT = HEADER + 4 + 1;
/** No reply to `hello` is longer. Larger replies are not searched for addresses. */
const HELLO_MAX = 8_192;
const HELLO_MARKS = ['isWritablePrimary', 'ismaster'];

/** What a client asks of a mongod, as far as the first fields show it. */
export interface StoreCommand {
  /** `find`, `update`, `insert`, `hello` … */
  readonly name: string;
  /** For commands on a collection, its name. */
  readonly collection: string | undefined;
}

/** One message of the MongoDB wire protocol, decoded only as far as it is read. */
export class StoreFrame {
  private decoded: StoreCommand | undefined;

  constructor(readonly bytes: Buffer) {}

  get requestId(): number {
    return this.bytes.readInt32LE(4);
  }

  get responseTo(): number {
    return this.bytes.readInt32LE(8);
  }

  get command(): StoreCommand {
    return (this.decoded ??= this.readCommand());
  }

  /** The whole command. Costs as much as the driver's own decoding. */
  body(): Record<string, unknown> {
    return mongo.BSON.deserialize(this.bytes.subarray(BODY_AT, BODY_AT + this.bytes.readInt32LE(BODY_AT)), {
      promoteBuffers: true,
    });
  }

  /** Cheaper than `body`, where it is enough that a name occurs. */
  mentions(name: string): boolean {
    return this.bytes.includes(name, BODY_AT, 'latin1');
  }

  /** The number of writes in an `update`: in its body, or for a bulk write in a section after it. */
  updates(): number {
    const { bytes } = this;
    const behind = BODY_AT + bytes.readInt32LE(BODY_AT);
    if (behind >= bytes.length || bytes[behind] !== 1)
      return (this.body()['updates'] as unknown[] | undefined)?.length ?? 0;
    const end = behind + 1 + bytes.readInt32LE(behind + 1);
    let count = 0;
    for (let at = bytes.indexOf(0, behind + 5) + 1; at < end; at += bytes.readInt32LE(at)) count++;
    return count;
  }

  private readCommand(): StoreCommand {
    const { bytes } = this;
    if (bytes.length <= BODY_AT + 5 || bytes.readInt32LE(12) !== OP_MSG || bytes[BODY_AT - 1] !== 0)
      return { name: '', collection: undefined };
    const nameAt = BODY_AT + 5;
    const nameEnd = bytes.indexOf(0, nameAt);
    const name = bytes.toString('latin1', nameAt, nameEnd);
    const isString = bytes[nameAt - 1] === 0x02;
    if (!isString) return { name, collection: undefined };
    const length = bytes.readInt32LE(nameEnd + 1);
    return { name, collection: bytes.toString('utf8', nameEnd + 5, nameEnd + 4 + length) };
  }
}

/** Members announce themselves in every reply to `hello`, also in those that are streamed without a request. */
export function announcesMembers(reply: Buffer): boolean {
  return reply.length <= HELLO_MAX && HELLO_MARKS.some((mark) => reply.includes(mark, HEADER, 'latin1'));
}
