import { parsedArgs, UsageError } from '../../tools/command-line.js';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { FAULTS } from './faults/all-faults.js';
import type { Fault } from './faults/fault.js';
import { CRASH_POINTS, type CrashPoint } from './ground/crash-point.js';

/** A name as the command line takes it, where commas separate names. */
const argumentOf = (name: string): string => name.replaceAll(', ', ' ');

/** Names for the help text, in lines of its width. */
const listed = (names: readonly string[]): string =>
  names
    .map(argumentOf)
    .join(' · ')
    .replace(/(.{70,90}?) · /g, '$1 ·\n                 ');

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly naive: boolean;
  readonly json: boolean;
  /** At crash points. */
  readonly killed: readonly ServiceName[];
  readonly points: readonly CrashPoint[];
  /** Other than kills. */
  readonly faults: readonly Fault[];
  /** About how long a service works undisturbed after each burst of kills. */
  readonly restSeconds: number;
  /** A killed service leaves its groups at once. */
  readonly deadLeave: boolean;
  /** How long the broker stays away; five minutes by default, or a fifth of a shorter run. */
  readonly awaySeconds: number | undefined;
  /** About how long from the end of a fault to the next one. Kills continue in between. */
  readonly pauseSeconds: number;
  /** Every fault once and every crash point at least once, as quickly as possible, within `minutes` at most. */
  readonly once: boolean;
  readonly clients: number;
  /** Clients that work all the time, alongside the journeys. */
  readonly steady: number;
  readonly ledgerFile: string | undefined;
}

export const USAGE = `npm run chaos -- [options]

Starts the four services on a store of three members and a broker, as processes of this machine, connected by lines that
can be broken. Many clients play whole journeys, while the suite kills, pauses, cuts and poisons by a seed. Then it mends
everything, and checks what the services kept against what the clients know.

  --seed N       which faults come when, and what the clients do (1)
  --minutes M    how long faults go on (10), without the time for mending and checking
  --naive        the same against a build that sends after it saves and has no memory of commands: it has to fail
  --only A,B     these faults only: ${listed(FAULTS.map(({ name }) => name))}
  --kill A,B     kills these services only, at crash points (all four)
  --at A,B       kills at these crash points only (all):
                 ${listed(CRASH_POINTS)}
  --no-kills     no kills at crash points
  --no-faults    kills only
  --rest S       about how many seconds a service works undisturbed after every six kills (0)
  --dead-leave   a killed service leaves its groups at once, not after its session of 6 s: more kills in less time
  --pause S      about how many seconds from the end of a fault to the next one (0.5)
  --away S       seconds that the broker stays away, each time (300, or a fifth of a shorter run)
  --once         every fault once and every crash point at least once, in two or three minutes
  --clients N    journeys under way at once (16); with 1, also one command at a time
  --steady N     clients that work all the time on all services, alongside the journeys (0)
  --ledger FILE  every command as a line of JSON
  --json         progress to standard error; one JSON object to standard output
  --help         this text

Ctrl-C ends the faults early, mends and checks. A second Ctrl-C ends everything.

Exit codes: 0 every invariant holds, 1 one does not, 2 wrong usage.
`;

export function chaosOptions(args: readonly string[]): ChaosOptions | 'help' {
  const { values } = parse(args);
  if (values.help === true) return 'help';
  const only = someOf(
    'fault',
    FAULTS.map(({ name }) => name),
    values.only,
  );
  return {
    seed: number('seed', values.seed, 0),
    minutes: number('minutes', values.minutes, 0.1),
    naive: values.naive ?? false,
    json: values.json ?? false,
    killed: (values['no-kills'] ?? false) ? [] : someOf('service', SERVICE_NAMES, values.kill),
    points: someOf('crash point', CRASH_POINTS, values.at),
    faults: (values['no-faults'] ?? false) ? [] : FAULTS.filter((fault) => only.includes(fault.name)),
    restSeconds: number('rest', values.rest, 0),
    deadLeave: values['dead-leave'] ?? false,
    awaySeconds: values.away === undefined ? undefined : number('away', values.away, 1),
    pauseSeconds: number('pause', values.pause, 0),
    once: values.once ?? false,
    clients: number('clients', values.clients, 1),
    steady: number('steady', values.steady, 0),
    ledgerFile: values.ledger,
  };
}

function someOf<T extends string>(what: string, all: readonly T[], names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => argumentOf(one) === name.trim());
    if (found === undefined) throw new UsageError(`There is no ${what} "${name.trim()}".`);
    return found;
  });
}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least) throw new UsageError(`--${name} takes a number from ${least} on.`);
  return value;
}

const parse = (args: readonly string[]) =>
  parsedArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '10' },
      clients: { type: 'string', default: '16' },
      naive: { type: 'boolean' },
      kill: { type: 'string' },
      at: { type: 'string' },
      'no-kills': { type: 'boolean' },
      'no-faults': { type: 'boolean' },
      rest: { type: 'string', default: '0' },
      'dead-leave': { type: 'boolean' },
      away: { type: 'string' },
      pause: { type: 'string', default: '0.5' },
      once: { type: 'boolean' },
      only: { type: 'string' },
      steady: { type: 'string', default: '0' },
      ledger: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
