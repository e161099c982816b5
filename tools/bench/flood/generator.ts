import { setTimeout as sleep } from 'node:timers/promises';
import { worstBodies } from './bodies.js';
import { statusOf, wireFrom, type Wire } from './requests.js';

/** What the parent process asks for, as the one argument in JSON. */
export interface FloodPlan {
  /** Address of the flooded service. */
  readonly origin: string;
  /** The addresses that requests come from, in turn. */
  readonly from: readonly string[];
  /** Tokens, in turn: the n-th request has the n-th token. */
  readonly tokens: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

/** Open loop: a request starts at its time, whether or not earlier ones have been answered. */
async function flood({ origin, from, tokens, perSecond, seconds }: FloodPlan): Promise<Record<string, number>> {
  const wires = from.map((address) => wireFrom(address, origin));
  const bodies = worstBodies();
  const statuses: Record<string, number> = {};
  const open: Promise<void>[] = [];
  const one = async (i: number): Promise<void> => {
    // Tokens and bodies meet in every pair, because neither count divides the other.
    const headers = { authorization: `Bearer ${tokens[i % tokens.length]}` };
    const body = bodies[i % bodies.length]?.bytes as Buffer;
    const wire = wires[i % wires.length] as Wire;
    const status = await statusOf(wire, { method: 'POST', path: '/v1/applications', headers, body });
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const begun = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    const wait = begun + (i * 1_000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    open.push(one(i));
  }
  await Promise.all(open);
  return statuses;
}

process.stdout.write(`${JSON.stringify(await flood(JSON.parse(process.argv[2] ?? '') as FloodPlan))}\n`);
process.exit(0);
