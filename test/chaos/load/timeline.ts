/** Upper bounds of the latency classes, milliseconds, up to five minutes. Each is a fifth above the one before. */
const BOUNDS: readonly number[] = Array.from({ length: 70 }, (_, i) => Math.round(1.2 ** i * 100) / 100);
const WINDOW_MS = 1_000;

/** How an attempt ended. `stale`: the service declined to sign because its copy of the catalog may be out of date. */
export type AttemptEnd = 'acked' | 'refused' | 'stale' | 'unavailable' | 'failed' | 'lost';

interface Window {
  readonly latencies: Uint32Array;
  readonly ends: Record<AttemptEnd, number>;
  commands: number;
}

/** Figures of one stretch of the run. */
export interface Stretch {
  /** Commands that ended in it. `p50` and `p99`: how long they took from the first attempt, milliseconds. */
  readonly commands: number;
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly attempts: number;
  readonly ends: Readonly<Record<AttemptEnd, number>>;
  /** Share of acknowledged attempts in those that were not refused. */
  readonly ackedShare: number;
}

const noEnds = (): Record<AttemptEnd, number> => ({
  acked: 0,
  refused: 0,
  stale: 0,
  unavailable: 0,
  failed: 0,
  lost: 0,
});

/** Latencies and outcomes by the second, so that the time of a fault can be compared with the time around it. */
export class Timeline {
  private readonly windows: Window[] = [];
  private readonly begun = performance.now();
  private ackedSoFar = 0;

  /** Seconds since the run began, as `between` takes them. */
  now(): number {
    return (performance.now() - this.begun) / 1_000;
  }

  /** All acknowledged attempts so far. */
  get acked(): number {
    return this.ackedSoFar;
  }

  attempt(end: AttemptEnd): void {
    this.current().ends[end]++;
    if (end === 'acked') this.ackedSoFar++;
  }

  command(latencyMs: number): void {
    const window = this.current();
    const place = BOUNDS.findIndex((bound) => latencyMs <= bound);
    const at = place < 0 ? BOUNDS.length - 1 : place;
    window.latencies[at] = (window.latencies[at] ?? 0) + 1;
    window.commands++;
  }

  /** @param from seconds since the run began, as `now` gives them; rounded outwards to whole seconds */
  between(from = 0, to = this.now()): Stretch {
    const windows = this.windows.slice(Math.floor(from), Math.ceil(to)).filter((window) => window !== undefined);
    const ends = noEnds();
    const latencies = new Uint32Array(BOUNDS.length);
    let commands = 0;
    for (const window of windows) {
      commands += window.commands;
      for (const name of Object.keys(ends) as AttemptEnd[]) ends[name] += window.ends[name];
      window.latencies.forEach((count, i) => (latencies[i] = (latencies[i] ?? 0) + count));
    }
    const attempts = Object.values(ends).reduce((sum, count) => sum + count, 0);
    const asked = attempts - ends.refused;
    return {
      commands,
      p50: quantile(latencies, commands, 0.5),
      p99: quantile(latencies, commands, 0.99),
      perSecond: commands / Math.max(to - from, 0.001),
      attempts,
      ends,
      ackedShare: asked === 0 ? 1 : ends.acked / asked,
    };
  }

  private current(): Window {
    const place = Math.floor((performance.now() - this.begun) / WINDOW_MS);
    let window = this.windows[place];
    if (window === undefined) {
      window = { latencies: new Uint32Array(BOUNDS.length), ends: noEnds(), commands: 0 };
      this.windows[place] = window;
    }
    return window;
  }
}

function quantile(latencies: Uint32Array, count: number, q: number): number {
  let seen = 0;
  for (const [i, inClass] of latencies.entries()) {
    seen += inClass;
    if (count > 0 && seen >= count * q) return BOUNDS[i] ?? 0;
  }
  return 0;
}
