import * as fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { coveredFrom, coveredThrough, lastCovered, uncoveredOn, type Covered } from './cover.js';
import { addDays, daysBetween, type Day } from './day.js';

const certificate = (infrastructureProvider: string | undefined, validFrom: Day, validTo: Day) => ({
  validFrom,
  validTo,
  ...(infrastructureProvider !== undefined && { infrastructureProvider }),
});

describe('The cover of a service by certificates', () => {
  it('R-24, F-22: has a gap where no certificate is valid between two of one infrastructure', () => {
    const covered = {
      infrastructureProviders: ['가'],
      certificates: [certificate('가', '2025-01-01', '2025-12-31'), certificate('가', '2026-07-01', '2030-06-30')],
    };
    expect(coveredThrough(covered, '2025-09-19')).toBe('2025-12-31');
    expect(coveredFrom(covered, '2026-01-01')).toBe('2026-07-01');
    expect(coveredThrough(covered, '2026-07-01')).toBe('2030-06-30');
    expect(lastCovered(covered)).toBe('2030-06-30');
  });

  it('goes on where the next certificate begins the day after', () => {
    const covered = {
      infrastructureProviders: ['가'],
      certificates: [certificate('가', '2025-01-01', '2025-12-31'), certificate('가', '2026-01-01', '2026-12-31')],
    };
    expect(coveredThrough(covered, '2025-09-19')).toBe('2026-12-31');
  });

  it('lacks each infrastructure that has no certificate of its own', () => {
    const covered = {
      infrastructureProviders: ['가', '나'],
      certificates: [certificate('가', '2025-01-01', '2025-12-31')],
    };
    expect(uncoveredOn(covered, '2025-09-19')).toEqual(['나']);
    expect(uncoveredOn({ ...covered, infrastructureProviders: ['가'] }, '2026-01-01')).toEqual(['가']);
    expect(coveredThrough(covered, '2025-09-19')).toBeUndefined();
    expect(coveredFrom(covered, '2025-09-19')).toBeUndefined();
    expect(lastCovered(covered)).toBeUndefined();
  });

  it('takes a certificate without a name for the only infrastructure, and any for a service that names none', () => {
    const unnamed = [certificate(undefined, '2025-01-01', '2025-12-31')];
    expect(uncoveredOn({ infrastructureProviders: ['가'], certificates: unnamed }, '2025-09-19')).toEqual([]);
    expect(uncoveredOn({ infrastructureProviders: ['가', '나'], certificates: unnamed }, '2025-09-19')).toEqual([
      '가',
      '나',
    ]);
    const named = [certificate('가', '2025-01-01', '2025-12-31')];
    expect(uncoveredOn({ infrastructureProviders: [], certificates: named }, '2025-09-19')).toEqual([]);
    expect(uncoveredOn({ infrastructureProviders: [], certificates: [] }, '2025-09-19')).toEqual(['']);
  });

  it('is what each day says by itself, whatever the certificates', () => {
    const ORIGIN = '2025-01-01';
    const day = fc.nat(40).map((n) => addDays(ORIGIN, n));
    const one = fc
      .tuple(fc.constantFrom('가', '나'), day, fc.nat(12))
      .map(([name, from, n]) => certificate(name, from, addDays(from, n)));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), day, (certificates, from) => {
        const covered: Covered = { infrastructureProviders: ['가', '나'], certificates };
        const days = Array.from({ length: 60 }, (_, n) => addDays(ORIGIN, n));
        const holds = (on: Day) =>
          ['가', '나'].every((name) =>
            certificates.some((c) => c.infrastructureProvider === name && c.validFrom <= on && on <= c.validTo),
          );
        const later = days.filter((on) => on >= from);
        expect(coveredFrom(covered, from)).toBe(later.find(holds));
        const gap = later.find((on) => !holds(on)) ?? from;
        expect(coveredThrough(covered, from)).toBe(daysBetween(from, gap) === 0 ? undefined : addDays(gap, -1));
        expect(lastCovered(covered)).toBe(days.findLast(holds));
      }),
      propertyRuns(1_000),
    );
  });
});
