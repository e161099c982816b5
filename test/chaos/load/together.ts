/** Waits for all, also after a failure. @throws the error of the first in the list that failed */
export async function together<T>(acts: readonly Promise<T>[]): Promise<T[]> {
  const all = await Promise.allSettled(acts);
  const failed = all.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
