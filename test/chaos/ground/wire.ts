import { announcesMembers, StoreFrame } from './store-frames.js';
import { ANNOUNCING, BrokerReply, BrokerRequest } from './broker-frames.js';
import { BROKER_FRAMING, STORE_FRAMING, type Framing } from './frame-splitter.js';

/** A frame, named from the service's point of view. */
export type Frame =
  | { readonly kind: 'store request'; readonly store: StoreFrame }
  | { readonly kind: 'store reply'; readonly store: StoreFrame }
  | { readonly kind: 'broker request'; readonly request: BrokerRequest }
  | { readonly kind: 'broker reply'; readonly reply: BrokerReply };

/** Reads the protocol of one connection. Remembers requests as far as their answers need them. */
export interface Wire {
  readonly framing: Framing;
  request(bytes: Buffer): Frame;
  /** Undefined for an answer that no request is known for. */
  reply(bytes: Buffer): Frame | undefined;
}

/** The servers' own address, as they announce it. An alias of another length would shift the frame. */
export const SERVER_HOST = '127.0.0.1';

function rewrite(bytes: Buffer, alias: string): void {
  if (alias.length !== SERVER_HOST.length) throw new RangeError(`${alias} is not as long as ${SERVER_HOST}.`);
  for (let at = bytes.indexOf(SERVER_HOST); at >= 0; at = bytes.indexOf(SERVER_HOST, at + alias.length))
    bytes.write(alias, at, 'latin1');
}

export function storeWire(alias: string): Wire {
  return {
    framing: STORE_FRAMING,
    request: (bytes) => ({ kind: 'store request', store: new StoreFrame(bytes) }),
    reply(bytes) {
      if (announcesMembers(bytes)) rewrite(bytes, alias);
      return { kind: 'store reply', store: new StoreFrame(bytes) };
    },
  };
}

export function brokerWire(alias: string): Wire {
  const asked = new Map<number, { readonly api: number; readonly version: number }>();
  return {
    framing: BROKER_FRAMING,
    request(bytes) {
      const request = new BrokerRequest(bytes);
      asked.set(request.correlationId, { api: request.api, version: request.version });
      return { kind: 'broker request', request };
    },
    reply(bytes) {
      const correlationId = bytes.readInt32BE(4);
      const request = asked.get(correlationId);
      if (request === undefined) return undefined;
      asked.delete(correlationId);
      if (ANNOUNCING.has(request.api)) rewrite(bytes, alias);
      return { kind: 'broker reply', reply: new BrokerReply(bytes, request) };
    },
  };
}
