import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { between, pick } from '../random.js';
import { wait, type Fault, type Scene } from './fault.js';

/** Longest calm stretch that the time without a broker is compared with. */
const CALM_MOST_MS = 60_000;
const FREE_DISK_AFTER_MS = 4_000;
const SAVE_WITHIN_MS = 8_000;

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
  what: 'SIGTERM of the broker, and a restart',
  alone: true,
  async inject(scene) {
    await brokerGone(scene, 'SIGTERM', 0);
    return 'broker';
  },
};

const brokerKill: Fault = {
  name: 'broker kill',
  what: 'kill -9 of the broker, and a restart',
  async inject(scene) {
    await brokerGone(scene, 'SIGKILL', between(scene.random, 0, 2_000));
    return 'broker';
  },
};

export const brokerAway: Fault = {
  name: 'broker away',
  what: 'the broker is down for minutes: commands continue, the backlog drains afterwards',
  alone: true,
  calmMs: ({ awayMs }) => Math.min(awayMs, CALM_MOST_MS),
  async inject(scene) {
    await brokerGone(scene, 'SIGKILL', scene.awayMs);
    return `for ${Math.round(scene.awayMs / 1_000)} s`;
  },
};

const storeKill: Fault = {
  name: 'store kill',
  what: "kill -9 of the store's primary as it answers a save, then of the next one as it answers the retry, and restarts",
  alone: true,
  async inject(scene) {
    const { store } = scene.ground;
    const service = pick(scene.random, SERVICE_NAMES);
    const killed: number[] = [];
    const restart = async (): Promise<void> => {
      await Promise.all(killed.map((member) => store.restart(member)));
    };
    try {
      for (let n = 0; n < 2; n++) {
        const before = n === 0 ? await store.primary() : undefined;
        await saveAnswered(scene, service);
        const primary = before ?? (await store.primary());
        await store.kill(primary);
        killed.push(primary);
        // Without the first member back, no other could succeed the second. A failure here is repaired below.
        if (n === 0) void restart().catch(() => undefined);
      }
    } finally {
      await restart();
      await store.settled();
    }
    return `${service}, members ${killed.join(' and ')}`;
  },
};

/** Loses the answer to the next save of a service. Ends without one when nothing is saved for a while. */
async function saveAnswered(scene: Scene, service: ServiceName): Promise<void> {
  const armed = scene.ground.arm(service, 'dropReply');
  await Promise.race([armed.hit, wait(SAVE_WITHIN_MS, scene)]);
  armed.disarm();
}

const stepDown: Fault = {
  name: 'step-down',
  what: 'the primary steps down for another member during writes',
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
  what: 'the primary answers ten writes with NotWritablePrimary, or hangs up',
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
  what: "the primary's disk is full and it aborts; then the disk is freed and it restarts",
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
      // A member that has not noticed the full disk yet would abort later. It is restarted in either case.
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
