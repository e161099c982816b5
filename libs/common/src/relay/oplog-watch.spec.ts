import mongoose from 'mongoose';
import { OplogWatch } from './oplog-watch.js';
import type { RelayObserver } from './relay-observer.js';

const PLACE = new mongoose.mongo.Timestamp({ t: 1_000, i: 1 });

function watched(...answers: readonly (number | Error)[]) {
  const ratios: (number | undefined)[] = [];
  const levels: string[] = [];
  const ignored = () => undefined;
  const observer: RelayObserver = {
    published: ignored,
    watermark: ignored,
    leading: ignored,
    broker: ignored,
    storeRestored: () => undefined,
    oplogUsed: (ratio) => void ratios.push(ratio),
    log: (level) => void levels.push(level),
  };
  const left = [...answers];
  const watch = new OplogWatch(() => {
    const next = left.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? 0);
  }, observer);
  const lookAtAll = async () => {
    for (const _ of answers) await watch.look(PLACE);
    return { ratios, levels };
  };
  return { lookAtAll };
}

describe('The watch over the oplog', () => {
  it('raises an error when a quarter is used, once until it has fallen below again', async () => {
    const { ratios, levels } = await watched(0.1, 0.249, 0.25, 0.6, 0.1, 0.3).lookAtAll();
    expect(ratios).toEqual([0.1, 0.249, 0.25, 0.6, 0.1, 0.3]);
    expect(levels).toEqual(['error', 'error']);
  });

  it('says once that it cannot tell, and tells when it can', async () => {
    const refused = new Error('not authorized on local to execute command');
    const { ratios, levels } = await watched(refused, refused, refused, 0.02, refused).lookAtAll();
    expect(ratios).toEqual([undefined, undefined, undefined, 0.02, undefined]);
    expect(levels).toEqual(['warn', 'warn']);
  });

  it('takes nothing for mended while it cannot tell', async () => {
    const { levels } = await watched(0.3, new Error('away'), 0.3).lookAtAll();
    expect(levels).toEqual(['error', 'warn']);
  });
});
