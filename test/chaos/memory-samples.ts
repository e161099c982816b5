import type { Service } from '../../tools/story/api.js';
import type { Fleet } from './ground/fleet.js';
import { SERVICE_NAMES } from './ground/services.js';

const EVERY_MS = 1_000;

/** The most memory each service had, bytes resident, all its instances together. */
export class MemorySamples {
  readonly most: Record<Service, number> = { intake: 0, review: 0, catalog: 0, contracts: 0 };
  private readonly timer: NodeJS.Timeout;

  constructor(fleet: Fleet) {
    this.timer = setInterval(() => {
      const now = fleet.memory();
      for (const service of SERVICE_NAMES) this.most[service] = Math.max(this.most[service], now[service]);
    }, EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
