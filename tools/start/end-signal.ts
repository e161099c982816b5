/** Aborts at Ctrl-C, at SIGTERM, or when npm has ended without passing on a signal. */
export function endSignal(): AbortSignal {
  const end = new AbortController();
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end.abort(), 500).unref();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end.abort());
  return end.signal;
}

/** Resolves when the signal aborts. */
export const aborted = (end: AbortSignal): Promise<void> =>
  new Promise((resolve) => (end.aborted ? resolve() : end.addEventListener('abort', () => resolve(), { once: true })));
