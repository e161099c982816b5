import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../../tools/story/api.js';
import { FAULTS } from './faults/all-faults.js';
import type { Scene } from './faults/fault.js';
import { killAgainAndAgain, type Kill } from './faults/kills.js';
import { Probes } from './faults/probes.js';
import { troubleAgainAndAgain, type Trouble } from './faults/troubles.js';
import { Turns } from './faults/turns.js';
import { Ground } from './ground/ground.js';
import { seededRandom } from './ground/random.js';
import { SERVICE_NAMES } from './ground/services.js';
import { Workload, type Progress } from './load/workload.js';
import { nameOf, type ChaosOptions } from './options.js';
import { MemorySamples } from './memory-samples.js';
import type { Outcome } from './outcome.js';
import { checkAll } from './check.js';

/** The broker stays away for five minutes, or for a fifth of a shorter run. */
const AWAY_MOST_MS = 5 * 60_000;
const NAIVE = 'dist/test/chaos/naive/main.js';

/** One run: start, load, break, mend, check. */
export async function runChaos(options: ChaosOptions, log: (line: string) => void): Promise<Outcome> {
  const { seed, naive } = options;
  log(`seed ${seed}${naive ? ', the naive build' : ''}: starting a store of three, a broker and four services`);
  const ground = await Ground.start({ seed, log, ...(naive && { main: () => NAIVE }) });
  try {
    return await onGround(ground, options, log);
  } finally {
    await ground.stop();
  }
}
