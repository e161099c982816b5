import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { within } from '#common/kernel/settles-within.js';
import { findMongod } from '#infrastructure/local-mongod.js';
import { stablePort } from '#infrastructure/ports.js';
import { storeAnswers, untilReady } from '#infrastructure/readiness.js';
import { supervise, type Supervised } from '#infrastructure/supervised.js';
import { signalled } from './signalled.js';
import { SERVER_HOST } from './wire.js';

export const REPLICA_SET = 'rs0';
const MEMBERS = 3;
/** The member whose disk can be filled. */
const SMALL_DISK = 2;
/** Room for the data of a run of hours. */
const SMALL_DISK_BYTES = 3 * 1024 ** 3;
/** Size of the first writes that fill a disk. */
const FILLER_BYTES = 8 * 1024 ** 2;
const SETTINGS = { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500, catchUpTimeoutMillis: 5_000 };
const START_WITHIN_MS = 60_000;

interface Member {
  readonly port: number;
  readonly data: string;
  server: Supervised | undefined;
  /** A start in flight. A second caller waits for the same one. */
  starting?: Promise<void> | undefined;
}

/** The effect of a fail point of mongod on commands, as `configureFailPoint` takes it. */
export interface CommandFailure {
  readonly times: number;
  readonly failCommands: readonly string[];
  readonly errorCode?: number;
  readonly errorLabels?: readonly string[];
  readonly closeConnection?: boolean;
}

/** A replica set of three members, which can be killed, paused and restarted. The disk of one can be filled. */
export class StoreCluster {
  private readonly clients = new Map<string, mongo.MongoClient>();
  private filler = '';

  private constructor(
    private readonly binary: string,
    private readonly members: readonly Member[],
    /** The disk of one member is small enough to fill. That needs the right to mount. */
    readonly canFillDisk: boolean,
    private readonly mount: Supervised | undefined,
  ) {}

  /** @param directory for its data; the caller removes it */
  static async start(directory: string, log: (line: string) => void): Promise<StoreCluster> {
    const binary = await findMongod(log);
    const members: Member[] = [];
    for (let i = 0; i < MEMBERS; i++) {
      const data = join(directory, `store-${i}`);
      await mkdir(data, { recursive: true });
      members.push({ port: await stablePort(), data, server: undefined });
    }
    const mount = mountSmallDisk(members[SMALL_DISK]?.data ?? '');
    const cluster = new StoreCluster(binary, members, mount !== undefined, mount);
    try {
      await Promise.all(members.map((_, i) => cluster.restart(i)));
      await cluster.initiate();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  get ports(): readonly number[] {
    return this.members.map(({ port }) => port);
  }

  /** The whole set, not through lines. */
  get directUrl(): string {
    return `mongodb://${this.ports.map((port) => `${SERVER_HOST}:${port}`).join(',')}/?replicaSet=${REPLICA_SET}`;
  }

  /** A client of the whole set, not through lines. It is closed with the cluster. */
  async client(): Promise<mongo.MongoClient> {
    return this.connected(this.directUrl);
  }

  /** SIGKILL and SIGTERM resolve when it has ended, SIGSTOP and SIGCONT at once. */
  kill(i: number, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    return signalled(this.member(i).server, signal);
  }

  isRunning(i: number): boolean {
    return this.member(i).server?.pid !== undefined;
  }

  /** Starts a dead member, with the data and the port it had. */
  async restart(i: number): Promise<void> {
    const member = this.member(i);
    member.starting ??= this.startMember(i, member).finally(() => (member.starting = undefined));
    await member.starting;
  }

  /** The member that takes writes. @throws when there is none within half a minute */
  async primary(): Promise<number> {
    return untilReady('A primary', 30_000, async () => {
      const hellos = await Promise.all(this.members.map((_, i) => this.hello(i)));
      const primary = hellos.findIndex((hello) => hello?.['isWritablePrimary'] === true);
      if (primary < 0) throw new Error('no member takes writes');
      return primary;
    });
  }

  /** Resolves when the set has a primary and every running member follows it. */
  async settled(): Promise<void> {
    await untilReady('The replica set', START_WITHIN_MS, async () => {
      const client = await this.memberClient(await this.primary());
      const { members } = (await client.db('admin').command({ replSetGetStatus: 1 })) as unknown as {
        members: { stateStr: string; health: number }[];
      };
      const states = members.map(({ stateStr }) => stateStr);
      if (!states.every((state) => state === 'PRIMARY' || state === 'SECONDARY')) throw new Error(states.join(', '));
    });
  }

  /** Resolves when the primary has stepped down. */
  async stepDown(): Promise<void> {
    await this.admin(await this.primary(), { replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5, force: true });
  }

  /** Makes this member the primary. */
  async stepUp(i: number): Promise<void> {
    await untilReady(`Member ${i} as primary`, 30_000, async () => {
      if ((await this.primary()) === i) return;
      await this.admin(i, { replSetStepUp: 1 });
      throw new Error('it is elected, but does not take writes yet');
    });
  }

  /** Lets the primary fail the next commands, or hang up on them. */
  async failCommand({ times, ...data }: CommandFailure): Promise<void> {
    await this.admin(await this.primary(), { configureFailPoint: 'failCommand', mode: { times }, data });
  }

  async unfailCommand(): Promise<void> {
    for (const [i, { server }] of this.members.entries())
      if (server?.pid !== undefined) await this.admin(i, { configureFailPoint: 'failCommand', mode: 'off' });
  }

  /** The member whose disk is small. @throws RangeError where no disk could be mounted */
  get smallDisk(): number {
    if (!this.canFillDisk) throw new RangeError('No small disk could be mounted here.');
    return SMALL_DISK;
  }

  /**
   * Leaves no byte free on the small disk. mongod then refuses writes that need room (`28: No space left on device`),
   * still takes small ones into its journal, and may abort at a checkpoint. So call `restart` after `freeDisk`.
   */
  async fillDisk(): Promise<void> {
    this.filler = join(this.member(this.smallDisk).data, 'filler');
    const file = await open(this.filler, 'w');
    try {
      for (let bytes = FILLER_BYTES; bytes >= 1; bytes = Math.floor(bytes / 64)) {
        const chunk = Buffer.alloc(bytes);
        while (await file.write(chunk).then(({ bytesWritten }) => bytesWritten === bytes, isFull));
      }
    } finally {
      await file.close();
    }
  }

  async freeDisk(): Promise<void> {
    await rm(this.filler, { force: true });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
    await Promise.all(this.members.map(({ server }) => server?.stop()));
    await this.mount?.stop();
  }

  private member(i: number): Member {
    const member = this.members[i];
    if (member === undefined) throw new RangeError(`There is no member ${i}.`);
    return member;
  }

  private async startMember(i: number, member: Member): Promise<void> {
    if (member.server?.pid !== undefined) return;
    const { data, port } = member;
    const place = ['--dbpath', data, '--port', String(port), '--bind_ip', SERVER_HOST, '--replSet', REPLICA_SET];
    const modest = ['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256', '--nounixsocket'];
    const parameters = ['enableTestCommands=1', 'diagnosticDataCollectionEnabled=false'];
    const server = supervise(`mongod ${i}`, {
      command: this.binary,
      args: [...place, ...modest, ...parameters.flatMap((parameter) => ['--setParameter', parameter])],
      // Next to the data, on another disk: the log has to report a full one.
      log: `${data}.log`,
      graceMs: 0,
      remove: [],
    });
    member.server = server;
    await Promise.race([storeAnswers(this.memberUrl(i), START_WITHIN_MS), server.failed]);
  }

  private memberUrl(i: number): string {
    return `mongodb://${SERVER_HOST}:${this.member(i).port}/?directConnection=true`;
  }

  private memberClient(i: number): Promise<mongo.MongoClient> {
    return this.connected(this.memberUrl(i));
  }

  private async connected(url: string): Promise<mongo.MongoClient> {
    let client = this.clients.get(url);
    if (client === undefined) {
      client = new mongo.MongoClient(url, { serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 2_000, maxPoolSize: 5 });
      this.clients.set(url, client);
    }
    return client.connect();
  }

  private async admin(i: number, command: object): Promise<mongo.Document> {
    return (await this.memberClient(i)).db('admin').command(command as mongo.Document);
  }

  private async hello(i: number): Promise<mongo.Document | undefined> {
    if (!this.isRunning(i)) return undefined;
    try {
      const client = await this.memberClient(i);
      return await within(1_000, client.db('admin').command({ hello: 1 }));
    } catch {
      return undefined;
    }
  }

  private async initiate(): Promise<void> {
    const members = this.ports.map((port, _id) => ({ _id, host: `${SERVER_HOST}:${port}` }));
    await this.admin(0, { replSetInitiate: { _id: REPLICA_SET, version: 1, members, settings: SETTINGS } });
    await this.settled();
  }
}

const isFull = (error: NodeJS.ErrnoException): false => {
  if (error.code === 'ENOSPC') return false;
  throw error;
};

/** A disk in memory, unmounted when this process ends, also by a crash. Undefined without the right to mount. */
function mountSmallDisk(at: string): Supervised | undefined {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK_BYTES}`, 'tmpfs', at]);
  if (mounted.status !== 0) return undefined;
  return supervise('small disk', { graceMs: 0, unmount: [at], remove: [at] });
}
