import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import type { Fleet } from './ground/fleet.js';
import type { Bound } from './verify/invariant.js';

const EVERY_MS = 1_000;
const MEBIBYTE = 1024 ** 2;
/** Per instance; a service has three instances at most. */
const INSTANCE_MIB_MOST = 400;
const INSTANCES_MOST = 3;

/** The most resident memory of each service, bytes, all its instances together. */
export class MemorySamples {
  readonly most: Record<ServiceName, number> = { intake: 0, review: 0, catalog: 0, contracts: 0 };
  private readonly timer: NodeJS.Timeout;

  constructor(fleet: Fleet) {
    this.timer = setInterval(() => {
      const now = fleet.memory();
      for (const service of SERVICE_NAMES) this.most[service] = Math.max(this.most[service], now[service]);
    }, EVERY_MS);
  }

  get bounds(): readonly Bound[] {
    const most = INSTANCE_MIB_MOST * INSTANCES_MOST;
    const highest = (service: ServiceName): number => Math.round(this.most[service] / MEBIBYTE);
    return SERVICE_NAMES.map((service) => ({ what: `MiB of ${service}`, values: [highest(service)], most }));
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
