import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceMap } from '#common/service/service-map.js';
import type { Check, OpenStores } from './check.js';
import { FOLLOWED } from './followed.js';
import { projectedCheck } from './projected.js';
import { differencesOf, persisting, type Difference } from './rows.js';

export interface CheckResult {
  readonly check: string;
  readonly source: string;
  readonly copy: string;
  /** Rows of the source. */
  readonly rows: number;
  readonly differences: readonly Pick<Difference, 'id' | 'kind' | 'fields'>[];
}

export const checksOf = (services: readonly ServiceMap[]): readonly Check[] => [
  ...FOLLOWED,
  ...services.flatMap((map) => map.projections.map((projection) => projectedCheck(map, projection, services))),
];

/** Runs all checks once. `settleSeconds` later, runs those again that found a difference. */
export async function findDrift(
  checks: readonly Check[],
  stores: OpenStores,
  settleSeconds: number,
): Promise<readonly CheckResult[]> {
  const first: (readonly [Check, number, readonly Difference[]])[] = [];
  for (const check of checks) {
    const { source, copy } = await check.read(stores);
    first.push([check, source.size, differencesOf(source, copy)]);
  }
  if (first.some(([, , differences]) => differences.length > 0)) await sleep(settleSeconds * 1_000);
  const results: CheckResult[] = [];
  for (const [{ name, source, copy, read }, rows, before] of first) {
    const again = before.length === 0 ? undefined : await read(stores);
    const differences = again === undefined ? [] : persisting(before, differencesOf(again.source, again.copy));
    const shown = differences.map(({ id, kind, fields }) => ({ id, kind, fields }));
    results.push({ check: name, source, copy, rows, differences: shown });
  }
  return results;
}
