import { SERVICE_NAMES } from '#common/events/define-event.js';
import type { Stretch } from '../ground/lines.js';
import { between, pick } from '../random.js';
import { wait, type Fault, type Scene } from './fault.js';

const described = ({ service, server }: Stretch): string => `${service ?? 'all'} – ${server ?? 'all'}`;

const anyStretch = ({ random }: Scene): Stretch => ({
  service: pick(random, SERVICE_NAMES),
  server: pick(random, ['store', 'broker'] as const),
});

/** A fault of a line: broken for a while, then mended. */
function lineFault(name: string, what: string, strike: (scene: Scene, stretch: Stretch) => Promise<void>): Fault {
  return {
    name,
    what,
    async inject(scene) {
      const stretch = anyStretch(scene);
      try {
        await strike(scene, stretch);
      } finally {
        await scene.ground.lines.mend(stretch);
      }
      return described(stretch);
    },
  };
}

export const lineFaults: readonly Fault[] = [
  lineFault('line cut', 'every connection of a line is reset, five times', async (scene, stretch) => {
    for (let times = 0; times < 5; times++) {
      scene.ground.lines.cut(stretch);
      await wait(between(scene.random, 50, 800), scene);
    }
  }),
  lineFault('line refused', 'the other end refuses connections for seconds', async (scene, stretch) => {
    await scene.ground.lines.refuse(stretch);
    await wait(between(scene.random, 2_000, 6_000), scene);
  }),
  lineFault('blackhole', 'connections stay open and nothing gets through for seconds', async (scene, stretch) => {
    scene.ground.lines.hold(stretch);
    await wait(between(scene.random, 3_000, 8_000), scene);
  }),
  lineFault('half-open', 'requests arrive, answers do not', async (scene, stretch) => {
    scene.ground.lines.hold(stretch, 'replies');
    await wait(between(scene.random, 3_000, 8_000), scene);
  }),
  lineFault('flapping line', 'up and down every second', async (scene, stretch) => {
    scene.ground.lines.flap(stretch, 1_000);
    await wait(6_000, scene);
  }),
  lineFault('slow line', '200 ms of latency and 20 KB a second', async (scene, stretch) => {
    scene.ground.lines.slow(stretch, { latencyMs: 200, bytesPerSecond: 20_000 });
    await wait(5_000, scene);
  }),
];
