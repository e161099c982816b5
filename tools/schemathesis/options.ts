import { parsedArgs, UsageError } from '../command-line.js';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';

export interface SchemathesisOptions {
  /** For each service. */
  readonly seconds: number;
  readonly services: readonly ServiceName[];
  /** How many of them at the same time. */
  readonly atOnce: number;
  readonly seed: number | undefined;
}

export const USAGE = `npm run schemathesis -- [options]

Starts an installation on this machine, plays the story, and calls every operation of the services with generated
requests that fit their API document and with requests that do not. It fails on a server error and on an answer that the
document does not promise.

  --seconds N   for each service; 120 unless said otherwise
  --service S   one service only: ${SERVICE_NAMES.join(', ')}
  --at-once N   services at the same time; 1 unless said otherwise. Two on two cores take half as long
  --seed N      repeats the requests of a run, which prints its seed
  --help        this text

Exit codes: 0 nothing was found, 1 something was, 2 wrong usage. It needs Python 3.11 to 3.13 with pip, on Linux.
`;

const SECONDS = 120;

export function schemathesisOptions(args: readonly string[]): SchemathesisOptions | 'help' {
  const { values } = parse(args);
  if (values.help === true) return 'help';
  const { service } = values;
  const services = SERVICE_NAMES.filter((name) => service === undefined || name === service);
  if (services.length === 0) {
    throw new UsageError(`There is no service ${service}: it is one of ${SERVICE_NAMES.join(', ')}.`);
  }
  return {
    seconds: whole('--seconds', values.seconds) ?? SECONDS,
    services,
    atOnce: whole('--at-once', values['at-once']) ?? 1,
    seed: whole('--seed', values.seed),
  };
}

function whole(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} ${text}: it is a whole number from 1.`);
}

const parse = (args: readonly string[]) =>
  parsedArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      service: { type: 'string' },
      'at-once': { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
