import { flipBit } from './broker-frames.js';
import { BROKER_FRAMING, FrameSplitter, STORE_FRAMING } from './frame-splitter.js';
import { brokerWire, SERVER_HOST, storeWire } from './wire.js';

/** A MongoDB message of this many bytes, filled with one value. */
function storeFrame(length: number, fill: number): Buffer {
  const frame = Buffer.alloc(length, fill);
  frame.writeInt32LE(length, 0);
  return frame;
}

/** An answer of the broker: its correlation id and a text. */
function brokerReply(correlationId: number, text: string): Buffer {
  const frame = Buffer.alloc(8 + text.length);
  frame.writeInt32BE(4 + text.length, 0);
  frame.writeInt32BE(correlationId, 4);
  frame.write(text, 8);
  return frame;
}

function brokerRequest(api: number, correlationId: number): Buffer {
  const frame = Buffer.alloc(12);
  frame.writeInt32BE(8, 0);
  frame.writeInt16BE(api, 4);
  frame.writeInt32BE(correlationId, 8);
  return frame;
}

describe('Frames on the wire', () => {
  const frames = [storeFrame(16, 1), storeFrame(300, 2), storeFrame(21, 3)];
  const stream = Buffer.concat(frames);

  it.each([1, 2, 3, 7, 20, 299, stream.length])('come out whole from chunks of %i bytes', (step) => {
    const splitter = new FrameSplitter(STORE_FRAMING);
    const out: Buffer[] = [];
    for (let at = 0; at < stream.length; at += step) out.push(...splitter.push(stream.subarray(at, at + step)));
    expect(out).toEqual(frames);
  });

  it('are refused when their length is impossible', () => {
    expect(() => new FrameSplitter(BROKER_FRAMING).push(Buffer.from([0xff, 0xff, 0xff, 0xf0]))).toThrow(RangeError);
  });
});

describe('A line that reads the protocol', () => {
  const alias = '127.0.3.4';

  it('shows a client the alias where the broker announces itself, and nowhere else', () => {
    const wire = brokerWire(alias);
    wire.request(brokerRequest(3, 7));
    wire.request(brokerRequest(1, 8));
    const metadata = brokerReply(7, `host ${SERVER_HOST} port`);
    const fetched = brokerReply(8, `data ${SERVER_HOST} data`);
    wire.reply(metadata);
    wire.reply(fetched);
    expect(metadata.toString('latin1', 8)).toBe(`host ${alias} port`);
    expect(fetched.toString('latin1', 8)).toBe(`data ${SERVER_HOST} data`);
  });

  it('shows a client the alias where members announce their set, and leaves documents unchanged', () => {
    const wire = storeWire(alias);
    const hello = Buffer.concat([
      storeFrame(16, 0),
      Buffer.from(`isWritablePrimary me ${SERVER_HOST}:1 ${SERVER_HOST}:2`),
    ]);
    const found = Buffer.concat([storeFrame(16, 0), Buffer.from(`address ${SERVER_HOST}`)]);
    wire.reply(hello);
    wire.reply(found);
    expect(hello.toString('latin1', 16)).toBe(`isWritablePrimary me ${alias}:1 ${alias}:2`);
    expect(found.toString('latin1', 16)).toBe(`address ${SERVER_HOST}`);
  });

  it('refuses an alias of another length, which would shift every later frame', () => {
    const wire = brokerWire('127.0.10.11');
    wire.request(brokerRequest(3, 1));
    expect(() => wire.reply(brokerReply(1, SERVER_HOST))).toThrow(RangeError);
  });

  it('flips one bit of an event and returns the id of that event', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    const text = `\0\0{"listingId":"abc"}\x0ace_id\x48${id}`;
    const bytes = Buffer.from(text, 'latin1');
    expect(flipBit(bytes)).toBe(id);
    const changed = [...bytes].filter((byte, i) => byte !== text.codePointAt(i));
    expect(changed).toHaveLength(1);
    expect(flipBit(Buffer.from('no event'))).toBeUndefined();
  });
});
