import mongoose from 'mongoose';
import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithMongod } from '#testing/own-mongod.js';
import { testAuthority, testServerCertificate, testServerKey } from '#testing/test-certificates.js';
import { stablePort } from './ports.js';
import { makeStoreAccounts, STORE_ADMINISTRATOR, type StoreAccountOptions } from './store-accounts.js';
import { supervise, type Supervised } from './supervised.js';

const password = () => randomBytes(24).toString('base64url');

// From a container next to it the store would let nobody make its first account.
describeWithMongod('A store with accounts', (mongod) => {
  let server: Supervised;
  let options: StoreAccountOptions;
  let urlFor: (account: string, secret: string, database?: string) => string;
  const accounts = { intake: password(), operator: password() };

  const as = async <T>(account: string, secret: string, work: (client: mongoose.mongo.MongoClient) => Promise<T>) => {
    const client = new mongoose.mongo.MongoClient(urlFor(account, secret), { serverSelectionTimeoutMS: 5_000 });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  };
  const UNAUTHORIZED = { codeName: 'Unauthorized' };

  beforeAll(async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'dsc-secured-mongod-'));
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(path.join(data, name), text, { mode: 0o600 });
      return path.join(data, name);
    };
    const port = await stablePort();
    const ca = await file('ca.crt', testAuthority);
    // As docker-compose.yml starts it.
    server = supervise('mongod', {
      command: mongod,
      args: [
        ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'rs0', '--nounixsocket'],
        ['--keyFile', await file('key', randomBytes(48).toString('base64'))],
        [
          '--tlsMode',
          'requireTLS',
          '--tlsCertificateKeyFile',
          await file('tls.pem', testServerKey + testServerCertificate),
        ],
        ['--tlsCAFile', ca, '--tlsAllowConnectionsWithoutCertificates'],
      ].flat(),
      log: path.join(data, 'server.log'),
      graceMs: 0,
      remove: [data],
    });
    const query = `tls=true&tlsCAFile=${encodeURIComponent(ca)}`;
    options = {
      url: `mongodb://127.0.0.1:${port}/?directConnection=true&${query}`,
      member: `127.0.0.1:${port}`,
      database: 'intake',
      administratorPassword: password(),
      accounts,
    };
    urlFor = (account, secret, database = 'intake') =>
      `mongodb://${account}:${secret}@127.0.0.1:${port}/${database}?replicaSet=rs0&authSource=admin&${query}`;
    await makeStoreAccounts(options);
  }, 60_000);

  afterAll(() => server?.stop());

  it('S27: lets a service work on its own database', async () => {
    await as('intake', accounts.intake, async (client) => {
      const notes = client.db('intake').collection<{ _id: string; n: number }>('notes');
      await notes.createIndex({ n: 1 });
      const changes = client.db('intake').watch();
      const next = changes.next();
      await client.withSession((session) =>
        session.withTransaction(() => notes.insertOne({ _id: 'a', n: 1 }, { session })),
      );
      expect(await notes.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
      expect((await next).operationType).toBe('insert');
      await changes.close();
      expect(await client.db('local').collection('oplog.rs').findOne()).not.toBeNull();
      const [sizes] = await client
        .db('local')
        .collection('oplog.rs')
        .aggregate([{ $collStats: { storageStats: {} } }])
        .toArray();
      expect(sizes).toMatchObject({ ns: 'local.oplog.rs' });
    });
  });

  it('S27: lets it see and do nothing else', async () => {
    await as('intake', accounts.intake, async (client) => {
      await expect(client.db('review').collection('cases').findOne()).rejects.toMatchObject(UNAUTHORIZED);
      await expect(client.db('review').collection('cases').insertOne({})).rejects.toMatchObject(UNAUTHORIZED);
      await expect(client.db('local').collection('startup_log').findOne()).rejects.toMatchObject(UNAUTHORIZED);
      await expect(client.db('admin').command({ createUser: 'x', pwd: 'x', roles: [] })).rejects.toMatchObject(
        UNAUTHORIZED,
      );
      await expect(client.db('admin').command({ shutdown: 1 })).rejects.toMatchObject(UNAUTHORIZED);
    });
  });

  it('S27: lets nobody in without a login or with a wrong one, nor without TLS', async () => {
    const client = new mongoose.mongo.MongoClient(options.url);
    await expect(client.db('intake').collection('notes').findOne()).rejects.toMatchObject(UNAUTHORIZED);
    // There is an account: its own machine makes no other one.
    await expect(client.db('admin').command({ createUser: 'x', pwd: 'x', roles: ['root'] })).rejects.toMatchObject(
      UNAUTHORIZED,
    );
    await client.close();
    await expect(as('intake', accounts.operator, (c) => c.db().command({ ping: 1 }))).rejects.toMatchObject({
      codeName: 'AuthenticationFailed',
    });
    const clear = new mongoose.mongo.MongoClient(options.url.replace(/&tls.*/, ''), {
      serverSelectionTimeoutMS: 1_000,
    });
    await expect(clear.db().command({ ping: 1 })).rejects.toMatchObject({ name: 'MongoServerSelectionError' });
    await clear.close();
  });

  it('S27: takes a new password from a second run, and the data stays', async () => {
    const rotated = password();
    await makeStoreAccounts({ ...options, accounts: { ...accounts, intake: rotated } });
    await expect(as('intake', accounts.intake, (client) => client.db().command({ ping: 1 }))).rejects.toMatchObject({
      codeName: 'AuthenticationFailed',
    });
    expect(await as('intake', rotated, (client) => client.db().collection('notes').countDocuments())).toBe(1);
    await as(STORE_ADMINISTRATOR, options.administratorPassword, (client) => client.db().command({ ping: 1 }));
  });
});
