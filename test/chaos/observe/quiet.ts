import { setTimeout as sleep } from 'node:timers/promises';
import type { Direct } from '../ground/ground.js';
import { Backlog } from './backlog.js';

/** Whether everything arrived after the last command and the last fault. */
export interface Quiet {
  readonly isQuiet: boolean;
  /** Time until everything had arrived, or until the wait ended, milliseconds. */
  readonly tookMs: number;
  /** What was still under way at the end. */
  readonly left: readonly string[];
}

const LOOK_EVERY_MS = 200;

/** Waits until every relay has sent, every group has read, nothing is parked and people are told, twice in a row. */
export async function quiet(direct: Direct, withinMs = 90_000, hasRelays = true): Promise<Quiet> {
  const backlog = new Backlog(direct, hasRelays);
  const begun = performance.now();
  try {
    return await untilQuiet(
      async () => {
        const left = await backlog.look();
        return left.length > 0 ? left : backlog.untold();
      },
      () => performance.now() - begun >= withinMs,
    );
  } finally {
    await backlog.close();
  }
}

/** Looks until nothing is under way, twice in a row, or until `isOver`. */
export async function untilQuiet(look: () => Promise<readonly string[]>, isOver: () => boolean): Promise<Quiet> {
  const begun = performance.now();
  let left: readonly string[] = [];
  let calmSince: number | undefined;
  for (; !isOver(); await sleep(LOOK_EVERY_MS)) {
    left = await look().catch((error: unknown) => [String(error)]);
    if (left.length > 0) calmSince = undefined;
    else if (calmSince === undefined) calmSince = performance.now() - begun;
    else return { isQuiet: true, tookMs: calmSince, left };
  }
  return { isQuiet: false, tookMs: performance.now() - begun, left };
}
