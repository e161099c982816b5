import type { CrashPoint, WirePoint } from '../ground/crash-point.js';
import { shuffled } from '../random.js';

/** Points that a service may not pass for an hour: they are struck the first time, and do not hold up the others. */
export const RARE: ReadonlySet<CrashPoint> = new Set(['during bulk write', 'during rebalance']);
/** A point that was waited for in vain is left out for this long. */
const LEFT_OUT_MS = 20_000;
const AHEAD_MOST = 10;

/** Several wire points of which the first to be passed is struck, or a shutdown, which needs no waiting. */
export type Draw = readonly WirePoint[] | 'during shutdown';

/** Chooses the crash points to come: the ones hit least, without those that have just been waited for in vain. */
export class Deck {
  kills = 0;
  private readonly hits: Map<CrashPoint, number>;
  private readonly leftOutUntil = new Map<CrashPoint, number>();

  constructor(
    points: readonly CrashPoint[],
    private readonly random: () => number,
  ) {
    this.hits = new Map(points.map((point) => [point, 0]));
  }

  /** @returns no point while those that may be drawn would run ahead of the others */
  next(): Draw {
    const least = shuffled(this.random, this.least());
    const onTheWire = least.filter((point) => point !== 'during shutdown');
    return least[0] === 'during shutdown' ? 'during shutdown' : onTheWire;
  }

  hit(point: CrashPoint): void {
    this.kills++;
    this.hits.set(point, (this.hits.get(point) ?? 0) + 1);
  }

  missed(points: Draw): void {
    for (const point of points === 'during shutdown' ? [points] : points)
      this.leftOutUntil.set(point, performance.now() + LEFT_OUT_MS);
  }

  /** The point has been waited for in vain, now or earlier. */
  wasMissed(point: CrashPoint): boolean {
    return this.leftOutUntil.has(point);
  }

  /** A group is joined only right after a start, so a service that rests first is too late for a kill at that point. */
  needsFreshStart(): boolean {
    const least = this.least();
    return least.length <= 3 && least.includes('during rebalance');
  }

  private least(): readonly CrashPoint[] {
    const now = performance.now();
    const all = [...this.hits];
    const present = all.filter(([point]) => (this.leftOutUntil.get(point) ?? 0) <= now);
    const open = present.length === 0 ? all : present;
    const least = Math.min(...open.map(([, count]) => count));
    // Keeps the hit counts level: easy points pause while a harder one lags by ten. Rare points are exempt.
    const awaited = all.filter(([point]) => !RARE.has(point)).map(([, count]) => count);
    if (least > Math.min(...awaited) + AHEAD_MOST) return [];
    return open.filter(([, count]) => count === least).map(([point]) => point);
  }
}
