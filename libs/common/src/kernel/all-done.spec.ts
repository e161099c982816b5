import { allDone } from './all-done.js';

describe('All of some things at once', () => {
  const later = () => new Promise<void>((resolve) => void setImmediate(resolve));

  it('begin together, none waiting for the one before', async () => {
    const log: string[] = [];
    await allDone(['a', 'b'], async (name) => {
      log.push(`${name} begins`);
      await later();
      log.push(`${name} ends`);
    });
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it('end before the failure of one is told, the first of them in order', async () => {
    const ended: string[] = [];
    const doing = allDone(['a', 'b', 'c'], async (name) => {
      if (name === 'c') throw new Error(name);
      await later();
      ended.push(name);
      if (name === 'b') throw new Error(name);
    });
    await expect(doing).rejects.toThrow('b');
    expect(ended).toEqual(['a', 'b']);
  });
});
