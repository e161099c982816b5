/**
 * Acts on all of them at once, and waits for all even when one fails. A caller that tries again must not meet what is
 * left of the first time.
 * @throws the first failure, in the order of the items
 */
export async function allDone<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled(items.map(async (item) => act(item)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
