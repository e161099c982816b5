import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerClientError, answerExpectations } from './client-errors.js';
import { closeServer } from './close-http.js';
import { serves } from './ports.js';
import { pathOf, type HttpRequest } from './request.js';
import { TIMEOUTS } from './timeouts.js';

/** Operators and their tools are few. A cap of its own keeps the port free when the business port is full. */
const CONNECTIONS_MAX = 200;

const arrived = new WeakSet<IncomingMessage>();

/** Whether a request came in by the operations port. */
export const isFromOperations = ({ raw }: HttpRequest): boolean => arrived.has(raw);

/**
 * Whether the port a request came in by serves what it asks for. The route that was found decides, not the path: a path
 * may be spelt in many ways (`/met%72ics`).
 */
export const isOnRightPort = (request: HttpRequest): boolean =>
  serves(
    isFromOperations(request) ? 'operations' : 'business',
    (request.is404 ? undefined : request.routeOptions?.url) ?? pathOf(request),
  );

/** A second port of the same application, for operators. It knows the routes of the application, and no others. */
export class OperationsServer {
  private readonly server: Server;

  constructor(app: NestFastifyApplication) {
    const fastify = app.getHttpAdapter().getInstance();
    const { requestTimeout, keepAliveTimeout, http } = TIMEOUTS;
    this.server = createServer({ requestTimeout, keepAliveTimeout, ...http }, (request, response) => {
      arrived.add(request);
      fastify.routing(request, response);
    });
    this.server.on('clientError', answerClientError);
    this.server.maxConnections = CONNECTIONS_MAX;
    answerExpectations(this.server);
  }

  /** @returns the address: `http://host:port` */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return addressOf(this.server.address() as AddressInfo);
  }

  /** Takes no new requests and answers those in flight. */
  close(): Promise<void> {
    if (!this.server.listening) return Promise.resolve();
    return closeServer(this.server, () => new Promise<void>((resolve) => this.server.close(() => resolve())));
  }
}

/** An address that listens everywhere is shown as one of this machine. */
function addressOf({ address, family, port }: AddressInfo): string {
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${family === 'IPv6' && host.includes(':') ? `[${host}]` : host}:${port}`;
}
