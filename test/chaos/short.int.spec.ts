import { FAULTS } from './faults/all-faults.js';
import { CRASH_POINTS } from './ground/crash-points.js';
import type { Outcome } from './outcome.js';
import { report } from './report.js';
import { SERVICE_NAMES } from './ground/services.js';
import { runChaos } from './run.js';

/** Twice what it takes on two cores. */
const AT_MOST_MINUTES = 5;
const MINUTE_MS = 60_000;

/**
 * The short version of `npm run chaos`: the same ground, clients, faults and checks; every fault comes once and every
 * crash point at least once.
 */
describe('The whole installation, broken in every way in turn', () => {
  const told: string[] = [];
  let outcome: Outcome;

  beforeAll(
    async () => {
      const seed = Number(process.env['CHAOS_SEED'] ?? 1);
      const options = {
        seed,
        minutes: AT_MOST_MINUTES,
        clients: 8,
        steady: 0,
        once: true,
        killed: SERVICE_NAMES,
        points: CRASH_POINTS,
        deadLeave: false,
        faults: FAULTS,
        restSeconds: 0,
        pauseSeconds: 0.5,
      };
      const nothingSpecial = {
        naive: false,
        json: false,
        ledgerFile: undefined,
        awaySeconds: undefined,
      };
      outcome = await runChaos({ ...options, ...nothingSpecial }, (line) => told.push(line));
    },
    (AT_MOST_MINUTES + 4) * MINUTE_MS,
  );

  it('suffers every fault that this machine can have', () => {
    const failed = outcome.troubles.flatMap(({ fault, failed: why }) =>
      why === undefined ? [] : [`${fault}: ${why}`],
    );
    expect(failed).toEqual([]);
    const impossible = outcome.impossible.map((line) => line.split(':')[0]);
    const suffered = outcome.troubles.map(({ fault }) => fault);
    expect([...suffered, ...impossible].toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
  });

  it('is killed at every crash point, and every killed service comes back', () => {
    expect(new Set(outcome.kills.map(({ point }) => point))).toEqual(new Set(CRASH_POINTS));
    expect(outcome.kills.filter(({ readyMs }) => readyMs === undefined)).toEqual([]);
  });

  it('answers every command, and goes on to signed contracts', () => {
    expect(outcome.progress.open).toBe(0);
    expect(outcome.progress.signed).toBeGreaterThan(0);
    expect(outcome.mishaps).toEqual([]);
  });

  it('comes to rest', () => {
    expect(outcome.quiet).toMatchObject({ isQuiet: true, left: [] });
  });

  it('keeps every promise', () => {
    const broken = outcome.invariants.filter(({ passed }) => !passed);
    if (broken.length > 0) console.error([...told, report(outcome)].join('\n'));
    expect(broken).toEqual([]);
  });
});
