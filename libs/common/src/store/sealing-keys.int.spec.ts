import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { StoredSealingKeys } from './sealing-keys.js';

const DAY_MS = 86_400_000;

describeWithServers('S8: keys that seal cursors, in the store', () => {
  let database: TestDatabase;
  let purpose = 0;
  let now = new Date('2025-09-01T00:00:00Z');
  /** Another instance, or the same one after a restart. */
  const instance = (name = `purpose-${purpose}`) => new StoredSealingKeys(databaseOf(database), name, () => now);

  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(() => {
    purpose++;
    now = new Date('2025-09-01T00:00:00Z');
  });
  afterAll(() => database.drop());

  it('are the same for every instance, also when eight make them at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => instance().newest()));
    expect(new Set(all.map(({ id, secret }) => `${id} ${secret.toString('hex')}`)).size).toBe(1);
    expect(all[0]?.secret).toHaveLength(32);
    await expect(instance().find(all[0]?.id ?? '')).resolves.toEqual(all[0]);
  });

  it('rotate after thirty days, once for all instances, and the one before still opens', async () => {
    const first = await instance().newest();
    now = new Date(now.getTime() + 31 * DAY_MS);
    const after = await Promise.all(Array.from({ length: 8 }, () => instance().newest()));
    expect(new Set(after.map(({ id }) => id)).size).toBe(1);
    expect(after[0]?.id).not.toBe(first.id);
    await expect(instance().find(first.id)).resolves.toEqual(first);
    now = new Date(now.getTime() + 31 * DAY_MS);
    await instance().newest();
    await expect(instance().find(first.id)).resolves.toBeUndefined();
  });

  it('of one purpose are not those of another', async () => {
    const { id } = await instance('a').newest();
    await expect(instance('b').find(id)).resolves.toBeUndefined();
  });
});
