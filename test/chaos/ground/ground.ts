import type { Addresses, Service } from '../../../tools/story/api.js';

export interface GroundOptions {
  /** Same seed, same choices; printed by whoever runs it. */
  readonly seed: number;
  /** The file that runs a service, from the root of the repository; default: `dist/apps/<service>/src/main.js`. */
  readonly main?: (service: Service) => string;
  readonly log?: (line: string) => void;
}

/** How a verifier reaches stores and broker: by itself, not through the lines, whatever is cut. */
export interface Direct {
  /** The service's own database on the replica set. */
  mongoUrl(service: Service): string;
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
}

/** Four services on a three-node store and a broker, all of them processes of this machine that can be broken. */
export interface Ground {
  /** HTTP, the same over restarts and however many instances a service has. */
  readonly addresses: Addresses;
  readonly direct: Direct;
  stop(): Promise<void>;
}
