import { parsedArgs, UsageError } from '../command-line.js';

export interface DevOptions {
  readonly service: string;
  readonly keep: boolean;
}

export const usage = (services: readonly string[]): string => `npm run dev -- <service> [options]

Starts a broker and a store on this machine and one service from its sources: a saved file restarts it, and a debugger
can attach at any time. The service is one of ${services.join(', ')}.

  --keep      keep the data of this run, and go on with what an earlier one kept
  --help      this text

Environment: MONGO_URL, KAFKA_BROKERS (use these servers), PORT, INSPECT_PORT (9229), LOG_LEVEL (log), POLICY_FILE,
TOPIC_PREFIX. Any other variable of the service is passed on as it is.
Exit codes: 0 ended by Ctrl-C, 1 something ended by itself, 2 wrong usage.
`;

export function devOptions(args: readonly string[], services: readonly string[]): DevOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [service, ...more] = positionals;
  const known = `One of ${services.join(', ')}.`;
  if (service === undefined) throw new UsageError(`No service was named. ${known}`);
  if (more.length > 0) throw new UsageError(`One service at a time, not ${positionals.join(' ')}.`);
  if (!services.includes(service)) throw new UsageError(`There is no service ${service}. ${known}`);
  return { service, keep: values.keep ?? false };
}

const parse = (args: readonly string[]) =>
  parsedArgs({
    args: [...args],
    allowPositionals: true,
    options: { keep: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
