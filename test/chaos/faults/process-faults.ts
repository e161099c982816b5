import { SERVICE_NAMES } from '#common/events/define-event.js';
import { between, pick } from '../random.js';
import { wait, type Fault } from './fault.js';

/** Longer than the session timeout of a consumer (6 s), so that its partitions go to another instance. */
const PAUSE_MS = 8_000;
const SKEW_MS = 10 * 60_000;

/** When it resumes, the paused instance still believes that it leads the relay and owns its partitions. */
const pause: Fault = {
  name: 'pause',
  what: 'SIGSTOP of an instance past its session timeout while another takes over, then SIGCONT',
  async inject(scene) {
    const { fleet } = scene.ground;
    const service = pick(scene.random, SERVICE_NAMES);
    await fleet.scaleOut(service);
    try {
      fleet.pause(service, 'pause');
      await wait(PAUSE_MS / scene.pace, scene);
      fleet.resume(service, 'pause');
      await wait(2_000, scene);
    } finally {
      fleet.resume(service, 'pause');
      await fleet.scaleIn(service);
    }
    return service;
  },
};

const scale: Fault = {
  name: 'scale',
  what: 'a second and a third instance join under load and leave again',
  async inject(scene) {
    const { fleet } = scene.ground;
    const service = pick(scene.random, SERVICE_NAMES);
    let joined = 0;
    try {
      for (; joined < 2; joined++) {
        await fleet.scaleOut(service);
        await wait(between(scene.random, 500, 2_000), scene);
      }
    } finally {
      for (; joined > 0; joined--) await fleet.scaleIn(service);
    }
    return service;
  },
};

const skew: Fault = {
  name: 'clock skew',
  what: 'the clock of a service is wrong by ten minutes either way, then jumps back',
  async inject(scene) {
    const service = pick(scene.random, SERVICE_NAMES);
    const ms = scene.random() < 0.5 ? SKEW_MS : -SKEW_MS;
    try {
      await scene.ground.fleet.skew(service, ms);
      await wait(between(scene.random, 3_000, 8_000), scene);
    } finally {
      await scene.ground.fleet.skew(service, 0);
    }
    return `${service} by ${ms / 60_000} min`;
  },
};

export const processFaults: readonly Fault[] = [pause, scale, skew];
