import { setTimeout as after } from 'node:timers/promises';
import { NotInTime, settlesWithin, within } from './settles-within.js';

describe('Work with a limit of time', () => {
  const never = new Promise<never>(() => undefined);

  it('settles in time or does not, however it ends', async () => {
    expect(await settlesWithin(Promise.resolve(), 1_000)).toBe(true);
    expect(await settlesWithin(Promise.reject(new Error('no')), 1_000)).toBe(true);
    expect(await settlesWithin(never, 1)).toBe(false);
  });

  it('gives its result or its error, and says when it was late', async () => {
    expect(await within(1_000, Promise.resolve(7))).toBe(7);
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
    const late = await within(1, never).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(NotInTime);
    expect(late).toMatchObject({ name: 'NotInTime', message: 'not done within 1 ms' });
  });

  it('leaves no timer behind that keeps a process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    const before = timers();
    await settlesWithin(Promise.resolve(), 60_000);
    await after(0);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
