import { pause } from '../kernel/backoff.js';
import { LeaseLost, type Lease } from './lease.js';

/** When one instance of a service works, and for how long. */
export interface Leading {
  /** Aborted when the instance stops: the turn that runs ends first, then the lease is given up. */
  readonly stopping: AbortSignal;
  /** From the end of one turn to the next, leading or not (ms). */
  readonly everyMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Renews the lease, or takes it when it is free; false while another instance holds it. */
export type Leads = () => Promise<boolean>;

/**
 * Turn after turn until it stops: the same on every instance, of which one holds the lease. A turn asks `leads` before
 * each piece of its work. One that fails is reported, and the next one comes all the same.
 */
export async function whileLeading(
  lease: Lease,
  { stopping, everyMs, onFailure }: Leading,
  turn: (leads: Leads) => Promise<void>,
): Promise<void> {
  let epoch: number | undefined;
  const leads = async (): Promise<boolean> => {
    epoch = await hold(lease, epoch);
    return epoch !== undefined;
  };
  while (!stopping.aborted) {
    try {
      await turn(leads);
    } catch (error) {
      onFailure(error);
    }
    await pause(everyMs, stopping);
  }
  if (epoch !== undefined) await lease.release(epoch).catch(() => undefined);
}

/** The epoch of our lease, kept or newly taken; undefined while another instance has it. */
async function hold(lease: Lease, epoch: number | undefined): Promise<number | undefined> {
  if (epoch === undefined) return (await lease.acquire())?.epoch;
  try {
    await lease.renew(epoch);
    return epoch;
  } catch (error) {
    if (error instanceof LeaseLost) return undefined;
    throw error;
  }
}
