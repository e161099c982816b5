/**
 * Preloaded into a service. Its wall clock is wrong by the number of milliseconds in the file `CLOCK_SKEW_FILE`,
 * forwards or backwards. The file is read at the start and at each SIGUSR2. Monotonic time and timers are not affected,
 * as on a machine whose clock was set.
 */
import { readFileSync } from 'node:fs';

const file = process.env['CLOCK_SKEW_FILE'];
const TrueDate = Date;
let skewMs = 0;

function read(): void {
  try {
    skewMs = Number(readFileSync(file ?? '', 'utf8'));
  } catch {
    skewMs = 0;
  }
}

if (file !== undefined) {
  read();
  process.on('SIGUSR2', read);
  globalThis.Date = new Proxy(TrueDate, {
    construct(target, args, newTarget) {
      const given = args.length === 0 ? [target.now() + skewMs] : args;
      return Reflect.construct(target, given, newTarget) as Date;
    },
    apply: (target) => new target(target.now() + skewMs).toString(),
    get(target, property, receiver) {
      if (property === 'now') return () => target.now() + skewMs;
      return Reflect.get(target, property, receiver) as unknown;
    },
  });
}
