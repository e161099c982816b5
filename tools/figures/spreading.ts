/** Whether the i-th of `all` (from 0) is one of `chosen` that lie evenly among them; the first one is. */
export const isChosen = (i: number, chosen: number, all: number): boolean =>
  Math.ceil(((i + 1) * chosen) / all) > Math.ceil((i * chosen) / all);

/** The names, each as often as it says, as evenly mixed as they can be. */
export function mixed<K extends string>(counts: Partial<Readonly<Record<K, number>>>): K[] {
  const left = Object.entries(counts) as [K, number][];
  const all = left.reduce((sum, [, count]) => sum + count, 0);
  const placed = left.flatMap(([name, count], which) =>
    Array.from({ length: count }, (_, i) => ({ name, at: ((i + 0.5) * all) / count, which })),
  );
  return placed.sort((a, b) => a.at - b.at || a.which - b.which).map(({ name }) => name);
}

/** A whole number cut into parts by weight, none below `least`, whose sum it is exactly. */
export function shares(total: number, weights: readonly number[], least: number): number[] {
  const spare = total - least * weights.length;
  if (spare < 0) throw new Error(`${total} cannot be cut into ${weights.length} parts of ${least}.`);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const upTo = Math.round((spare * before) / all);
    const share = upTo - given;
    given = upTo;
    return least + share;
  });
}
