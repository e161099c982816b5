import fc from 'fast-check';
import { newId } from '../kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { newFileId } from './files.js';
import { UploadDays, type Upload } from './upload-days.js';

const DAY = '2025-08-05';
const WIDE = { dayBytesMax: 1_000, subjectBytesLeft: 1_000 };

describeWithServers('Uploads of a day', () => {
  let database: TestDatabase;
  let days: UploadDays;

  beforeAll(async () => {
    database = await testDatabase('upload_days');
    days = new UploadDays(databaseOf(database));
  });
  afterAll(() => database.drop());

  const upload = (account: string, bytes: number, subject = 's'): Upload => ({
    account,
    day: DAY,
    fileId: newFileId(),
    subject,
    bytes,
  });
  const row = (account: string) =>
    databaseOf(database)
      .collection<{ _id: string; bytes: number; inFlight: object[] }>('upload_days')
      .findOne({ _id: `${account}/${DAY}` });
  const count = async (account: string) => {
    const found = await row(account);
    return [found?.bytes, found?.inFlight.length];
  };

  it('S5: that begin at once are held while they have room together, to the last byte', async () => {
    const account = newId();
    const all = Array.from({ length: 20 }, () => upload(account, 100));
    const lacking = await Promise.all(all.map((one) => days.hold(one, { ...WIDE, dayBytesMax: 700 })));
    expect(lacking.filter((one) => one === undefined)).toHaveLength(7);
    expect(lacking.filter((one) => one === 'day')).toHaveLength(13);
    expect(await count(account)).toEqual([0, 7]);
  });

  it('S5: have the room of their subject apart from that of the day', async () => {
    const account = newId();
    const room = { dayBytesMax: 1_000, subjectBytesLeft: 250 };
    const lacking = await Promise.all(
      Array.from({ length: 6 }, (_, n) => days.hold(upload(account, 100, n % 2 === 0 ? '$one' : 'two'), room)),
    );
    expect(lacking.filter((one) => one === undefined)).toHaveLength(4);
    expect(lacking.filter((one) => one === 'subject')).toHaveLength(2);
  });

  it('S5: count once, whether they are kept or not, however often they are settled', async () => {
    const account = newId();
    const property = fc.asyncProperty(
      fc.array(fc.record({ bytes: fc.nat(50), kept: fc.boolean(), settled: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 5,
      }),
      async (plan) => {
        const [before = 0] = await count(account);
        const held = plan.map(({ bytes, ...rest }) => ({ ...rest, upload: upload(account, bytes) }));
        await Promise.all(held.map((one) => days.hold(one.upload, { dayBytesMax: 1e9, subjectBytesLeft: 1e9 })));
        await Promise.all(
          held.flatMap((one) =>
            Array.from({ length: one.settled }, () => days.settle(one.upload, one.kept ? one.upload.bytes : 0)),
          ),
        );
        const kept = held.filter((one) => one.kept).reduce((sum, one) => sum + one.upload.bytes, 0);
        if (plan.length > 0) expect(await count(account)).toEqual([before + kept, 0]);
      },
    );
    await fc.assert(property, { numRuns: 20 });
  });

  it('S5: are found as lapsed when nothing settled them, and keep their day from being forgotten', async () => {
    const [account, other] = [newId(), newId()];
    const [lost, done] = [upload(account, 10), upload(other, 20)];
    for (const one of [lost, done]) expect(await days.hold(one, WIDE)).toBeUndefined();
    await days.settle(done, 20);
    expect(await days.lapsed(new Date(Date.now() - 60_000), account)).toEqual([]);
    expect(await days.lapsed(new Date(Date.now() + 60_000), account)).toEqual([
      { ...lost, at: expect.any(Date) as Date },
    ]);
    await days.forget('2025-08-06');
    expect([await count(account), await row(other)]).toEqual([[0, 1], null]);
  });
});
