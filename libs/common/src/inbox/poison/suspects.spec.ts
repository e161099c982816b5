import type mongoose from 'mongoose';
import type { ConsumedRecord } from '../../broker/record.js';
import { DEATHS_MAX } from '../delivery/in-flight.js';
import { Partition } from '../../broker/owned-partitions.js';
import { Suspects } from './suspects.js';

type Row = Record<string, unknown>;

/** A partition whose one record is fetched by one process after another; each dies where the test says. */
function processes(deathsMax = DEATHS_MAX, onPause: () => void = () => undefined) {
  const row: Row = {};
  const record = { topic: 'topic', partition: 0, offset: '7' } as ConsumedRecord;
  const isMine = ({ holder }: Row) => holder === row['holder'];
  const change = ({ $set = {}, $unset = {} }: Record<string, Row>) => {
    Object.assign(row, $set);
    for (const name of Object.keys($unset)) delete row[name];
  };
  const rows = {
    findOneAndUpdate: async (_: Row, update: Record<string, Row>) => {
      const before = 'holder' in row ? { ...row } : null;
      change(update);
      return before;
    },
    updateOne: async (filter: Row, update: Record<string, Row>) => void (isMine(filter) && change(update)),
  };
  const db = { collection: () => rows } as unknown as mongoose.mongo.Db;
  const dead = () => new Promise<never>(() => undefined);

  return async (dies: 'idle' | 'in the pause' | 'handling' | 'never'): Promise<string> => {
    const partition = new Partition('topic', 0);
    let report: (what: string) => void = () => undefined;
    const end = new Promise<string>((resolve) => (report = resolve));
    const suspects = new Suspects(db, 'group', deathsMax, (ms) => {
      onPause();
      if (dies !== 'in the pause') return Promise.resolve();
      report(`died, ${ms} ms before it was to be handed in`);
      return dead();
    });
    await suspects.take(partition, [record]);
    if (dies === 'idle') return 'died idle';
    void suspects
      .watch(partition, record, () => {
        if (dies !== 'handling') return Promise.resolve({ as: 'handled' });
        report('died of it');
        return dead();
      })
      .then((delivered) => report('cause' in delivered ? delivered.cause.reason : delivered.as));
    return end;
  };
}

describe('An event that was in flight when processes died', () => {
  it('is dead-lettered when four died of it', async () => {
    const one = processes();
    for (let i = 1; i <= 4; i++) await expect(one('handling')).resolves.toBe('died of it');
    await expect(one('never')).resolves.toBe('KILLS_PROCESS');
  });

  it('is not when kills at random meet it now and then', async () => {
    const one = processes();
    await one('idle');
    for (let i = 1; i <= 20; i++) {
      await expect(one('handling')).resolves.toBe('died of it');
      await expect(one('in the pause')).resolves.toBe('died, 2000 ms before it was to be handed in');
    }
    await expect(one('never')).resolves.toBe('handled');
  });

  it('is counted anew after a death in the pause', async () => {
    const one = processes();
    for (let i = 1; i <= 3; i++) await one('handling');
    await one('in the pause');
    for (let i = 1; i <= 3; i++) await expect(one('handling')).resolves.toBe('died of it');
    await expect(one('never')).resolves.toBe('KILLS_PROCESS');
  });

  it('comes after a pause for its last two tries only, where more deaths are allowed', async () => {
    let pauses = 0;
    const one = processes(10, () => void pauses++);
    for (let i = 1; i <= 10; i++) await expect(one('handling')).resolves.toBe('died of it');
    expect(pauses).toBe(2);
    await expect(one('never')).resolves.toBe('KILLS_PROCESS');
  });
});
