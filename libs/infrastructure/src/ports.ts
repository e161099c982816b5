import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what the system hands out for outgoing connections: one of those must not sit on the port of a server to be.
 */
const FROM = 15_000;
const UNTIL = 32_000;
const given = new Set<number>();

/** A TCP port of this machine that stays free until its server listens, and while that is dead. */
export async function stablePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, UNTIL);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** The wanted port, or another where that is taken: a second run next to the first must not collide. */
export const portNear = async (wanted: number): Promise<number> => ((await isFree(wanted)) ? wanted : stablePort());

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '0.0.0.0');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
