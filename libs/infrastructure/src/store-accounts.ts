import { mongo } from 'mongoose';
import { untilReady } from './readiness.js';

/** Makes and unmakes the other accounts of its store. */
export const STORE_ADMINISTRATOR = 'administrator';
/** What the relay needs to know how much of the oplog is left. Nothing in the built-in roles allows that alone. */
const OPLOG_READER = 'oplogReader';

export interface StoreAccountOptions {
  /** A direct connection from the store's own machine: until an account exists, only that is let in. */
  readonly url: string;
  /** `host:port`, as the members of its replica set and the services know it. */
  readonly member: string;
  /** The one database its accounts may read and write. */
  readonly database: string;
  readonly administratorPassword: string;
  /** Account → password. */
  readonly accounts: Readonly<Record<string, string>>;
}

const WITHIN_MS = 60_000;

/**
 * Makes a new store that asks for logins a replica set, and makes its accounts. On a store that has them it sets their
 * passwords and rights once more, so a rotation is a new password and another run.
 */
export async function makeStoreAccounts(options: StoreAccountOptions): Promise<void> {
  const { url, member, database, administratorPassword, accounts } = options;
  const login = { username: STORE_ADMINISTRATOR, password: administratorPassword };
  if (!(await hasAdministrator(url, login))) {
    await makeReplicaSet(url, member);
    await withAdmin(url, undefined, (admin) =>
      admin.command({ createUser: STORE_ADMINISTRATOR, pwd: administratorPassword, roles: ['root'] }),
    );
  }
  await withAdmin(url, login, async (admin) => {
    await define(admin, 'Role', OPLOG_READER, {
      privileges: [{ resource: { db: 'local', collection: 'oplog.rs' }, actions: ['find', 'collStats'] }],
      roles: [],
    });
    const roles = [{ role: 'readWrite', db: database }, OPLOG_READER];
    for (const [name, pwd] of Object.entries(accounts)) await define(admin, 'User', name, { pwd, roles });
  });
}

interface Login {
  readonly username: string;
  readonly password: string;
}

/** Whether the administrator can log in; not before the first run. */
async function hasAdministrator(url: string, login: Login): Promise<boolean> {
  return untilReady('mongod', WITHIN_MS, () =>
    withAdmin(url, login, (admin) => admin.command({ connectionStatus: 1 })).then(
      () => true,
      (error: mongo.MongoServerError) => {
        if (error.codeName !== 'AuthenticationFailed') throw error;
        return false;
      },
    ),
  );
}

/** A store without an account lets its own machine do this, and make the first account, and nothing else. */
async function makeReplicaSet(url: string, member: string): Promise<void> {
  await withAdmin(url, undefined, async (admin) => {
    const config = { _id: 'rs0', version: 1, members: [{ _id: 0, host: member }] };
    await admin.command({ replSetInitiate: config }).catch((error: mongo.MongoServerError) => {
      // An earlier run did not come further.
      if (error.codeName !== 'AlreadyInitialized') throw error;
    });
    await untilReady('The primary of the replica set', WITHIN_MS, async () => {
      const hello = await admin.command({ hello: 1 });
      if (hello['isWritablePrimary'] !== true) throw new Error('it is not the primary yet');
    });
  });
}

/** Creates it, or makes what is there so. */
async function define(admin: mongo.Db, what: 'User' | 'Role', name: string, as: object): Promise<void> {
  const ALREADY_THERE = [51_002, 51_003];
  try {
    await admin.command({ [`create${what}`]: name, ...as });
  } catch (error) {
    if (!ALREADY_THERE.includes((error as mongo.MongoServerError).code as number)) throw error;
    await admin.command({ [`update${what}`]: name, ...as });
  }
}

async function withAdmin<T>(url: string, auth: Login | undefined, work: (admin: mongo.Db) => Promise<T>): Promise<T> {
  const store = new mongo.MongoClient(url, {
    serverSelectionTimeoutMS: 2_000,
    maxPoolSize: 1,
    ...(auth !== undefined && { auth, authSource: 'admin' }),
  });
  try {
    return await work(store.db('admin'));
  } finally {
    await store.close();
  }
}
