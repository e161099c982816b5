import { SERVICE_NAMES } from '#common/events/define-event.js';
import { PLAYED } from './load/played.js';
import { FAULTS } from './faults/all-faults.js';
import { CRASH_POINTS } from './ground/crash-point.js';
import type { Outcome } from './outcome.js';
import { report } from './report.js';
import { runChaos } from './run.js';

/** Twice what it takes on two cores. */
const AT_MOST_MINUTES = 5;
const MINUTE_MS = 60_000;

/**
 * The short version of `npm run chaos`, with the same ground, clients, faults and checks. Every fault comes once, and
 * every crash point at least once.
 */
describe('The whole installation under every fault in turn', () => {
  const log: string[] = [];
  let outcome: Outcome;

  beforeAll(
    async () => {
      const seed = Number(process.env['CHAOS_SEED'] ?? 1);
      const options = {
        seed,
        naive: false,
        json: false,
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
        awaySeconds: undefined,
        ledgerFile: undefined,
      };
      outcome = await runChaos(options, (line) => log.push(line));
    },
    (AT_MOST_MINUTES + 4) * MINUTE_MS,
  );

  it('has every fault that this machine can have', () => {
    const failed = outcome.troubles.flatMap(({ fault, failed: why }) =>
      why === undefined ? [] : [`${fault}: ${why}`],
    );
    expect(failed).toEqual([]);
    const impossible = outcome.impossible.map((line) => line.split(':')[0]);
    const injected = outcome.troubles.map(({ fault }) => fault);
    expect([...injected, ...impossible].toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
  });

  it('is killed at every crash point, and every killed service comes back', () => {
    expect(new Set(outcome.kills.map(({ point }) => point))).toEqual(new Set(CRASH_POINTS));
    expect(outcome.kills.filter(({ readyMs }) => readyMs === undefined)).toEqual([]);
  });

  it('answers every command, and signs contracts', () => {
    expect(outcome.progress.open).toBe(0);
    expect(outcome.progress.signed).toBeGreaterThan(0);
    expect(outcome.mishaps).toEqual([]);
  });

  it('plays every command that it says it plays', () => {
    expect(PLAYED.filter((operation) => !outcome.played.includes(operation))).toEqual([]);
  });

  it('has nothing left under way at the end', () => {
    expect(outcome.quiet).toMatchObject({ isQuiet: true, left: [] });
  });

  it('keeps every promise', () => {
    const broken = outcome.invariants.filter(({ passed }) => !passed);
    if (broken.length > 0) console.error([...log, report(outcome)].join('\n'));
    expect(broken).toEqual([]);
  });
});
