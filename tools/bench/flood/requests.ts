import { Agent, request } from 'node:http';

/** Where a request comes from, and where it goes. */
export interface Wire {
  readonly agent: Agent;
  readonly origin: string;
}

/** A client at one address of this machine. */
export const wireFrom = (localAddress: string, origin: string): Wire => ({
  agent: new Agent({ keepAlive: true, localAddress, maxSockets: 64 }),
  origin,
});

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const LIMIT_MS = 30_000;

/** @returns the status, or 0 where no answer came: the service had closed the connection, or 30 s were over */
export function statusOf({ agent, origin }: Wire, { method, path, headers = {}, body }: Sent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      origin + path,
      {
        agent,
        method,
        timeout: LIMIT_MS,
        headers: {
          ...headers,
          ...(body && { 'content-type': 'application/json', 'content-length': String(body.length) }),
        },
      },
      (answer) => {
        answer.resume();
        answer.once('close', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => resolve(0));
    sent.end(body);
  });
}
