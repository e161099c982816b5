/** Not done in time. It may still be done later. */
export class NotInTime extends Error {
  override readonly name = 'NotInTime';

  constructor(ms: number) {
    super(`not done within ${ms} ms`);
  }
}

/** The result of `work`. @throws NotInTime */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  if (!(await settlesWithin(work, ms))) throw new NotInTime(ms);
  return work;
}

/** Whether it is fulfilled or rejected within `ms`. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const settled = work.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, late]);
  clearTimeout(timer);
  return isSettled;
}
