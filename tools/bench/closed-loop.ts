/** Runs `work` for each value, by `clients` at a time: each client begins the next one when it has its answer. */
export async function closedLoop<T>(
  values: readonly T[],
  clients: number,
  work: (value: T) => Promise<void>,
): Promise<void> {
  const rest = values.values();
  const client = async (): Promise<void> => {
    for (const value of rest) await work(value);
  };
  await Promise.all(Array.from({ length: clients }, client));
}
