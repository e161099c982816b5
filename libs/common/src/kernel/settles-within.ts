/** Not done by the time it should have been. It may be done later all the same. */
export class NotInTime extends Error {
  override readonly name = 'NotInTime';

  constructor(ms: number) {
    super(`not done within ${ms} ms`);
  }
}

/** @throws NotInTime */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  if (!(await settlesWithin(work, ms))) throw new NotInTime(ms);
  return work;
}

/** Whether it is settled by then, in whatever way. */
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
