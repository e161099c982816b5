import { between, wait, type Fault, type Scene } from './fault.js';

/** What the time without a broker is compared with. */
export const CALM_BEFORE_S = 20;
const FREE_DISK_AFTER_MS = 4_000;

async function brokerGone(scene: Scene, signal: NodeJS.Signals, ms: number): Promise<void> {
  const { broker } = scene.ground;
  try {
    await broker.kill(signal);
    await wait(ms, scene);
  } finally {
    await broker.restart();
  }
}

const brokerRestart: Fault = {
  name: 'broker restart',
  what: 'SIGTERM of the broker, and a new start',
  alone: true,
  async inject(scene) {
    await brokerGone(scene, 'SIGTERM', 0);
    return 'broker';
  },
};

const brokerKill: Fault = {
  name: 'broker kill',
  what: 'kill -9 of the broker, and a new start',
  async inject(scene) {
    await brokerGone(scene, 'SIGKILL', between(scene.random, 0, 2_000));
    return 'broker';
  },
};

export const brokerAway: Fault = {
  name: 'broker away',
  what: 'the broker is gone for minutes: commands go on, the backlog drains afterwards',
  alone: true,
  calmBefore: CALM_BEFORE_S,
  async inject(scene) {
    await brokerGone(scene, 'SIGKILL', scene.awayMs);
    return `for ${Math.round(scene.awayMs / 1_000)} s`;
  },
};

const storeKill: Fault = {
  name: 'store kill',
  what: "kill -9 of the store's primary, and a new start on the same data",
  alone: true,
  async inject(scene) {
    const { store } = scene.ground;
    const primary = await store.primary();
    try {
      await store.kill(primary);
      await wait(between(scene.random, 1_000, 5_000), scene);
    } finally {
      await store.restart(primary);
      await store.settled();
    }
    return `member ${primary}`;
  },
};

const stepDown: Fault = {
  name: 'step-down',
  what: 'the primary makes way for another in the middle of writes',
  alone: true,
  async inject({ ground: { store } }) {
    const before = await store.primary();
    await store.stepDown();
    const after = await store.primary();
    await store.settled();
    return `member ${before} → ${after}`;
  },
};

const failCommand: Fault = {
  name: 'store refuses',
  what: 'the primary answers writes with NotWritablePrimary, or hangs up, some times',
  async inject(scene) {
    const { store } = scene.ground;
    const hangsUp = scene.random() < 0.5;
    const how = hangsUp ? { closeConnection: true } : { errorCode: 10_107, errorLabels: ['RetryableWriteError'] };
    try {
      await store.failCommand({ times: 10, failCommands: ['insert', 'update', 'findAndModify'], ...how });
      await wait(2_000, scene);
    } finally {
      await store.unfailCommand();
    }
    return hangsUp ? 'hangs up' : 'not primary';
  },
};

const diskFull: Fault = {
  name: 'disk full',
  what: "no byte is left on the primary's disk: it aborts; freed and started again",
  impossible: ({ store }) => (store.canFillDisk ? undefined : 'mounting a small disk needs the right to mount'),
  async inject(scene) {
    const { store } = scene.ground;
    const member = store.smallDisk;
    await store.stepUp(member);
    try {
      await store.fillDisk();
      await wait(FREE_DISK_AFTER_MS, scene);
    } finally {
      await store.freeDisk();
      // One that has not noticed yet would abort later on: it is ended and started like the one that has.
      await store.kill(member);
      await store.restart(member);
      await store.settled();
    }
    return `member ${member}`;
  },
};

export const serverFaults: readonly Fault[] = [
  brokerRestart,
  brokerKill,
  brokerAway,
  storeKill,
  stepDown,
  failCommand,
  diskFull,
];
