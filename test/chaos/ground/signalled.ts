import type { Supervised } from '#infrastructure/supervised.js';

const STOP_WITHIN_MS = 30_000;

/** Sends a signal to a server. After one that ends it, resolves when it has ended, by a SIGKILL if necessary. */
export async function signalled(server: Supervised | undefined, signal: NodeJS.Signals): Promise<void> {
  if (server?.pid === undefined) return;
  process.kill(server.pid, signal);
  if (signal === 'SIGSTOP' || signal === 'SIGCONT') return;
  const late = setTimeout(() => server.pid !== undefined && process.kill(server.pid, 'SIGKILL'), STOP_WITHIN_MS);
  await server.failed.catch(() => undefined);
  clearTimeout(late);
}
