import { parsedArgs, UsageError } from '../command-line.js';
import { addressFrom, type ServiceAddress } from '#common/http/ports.js';
import { own } from '#common/kernel/own.js';
import { STORIES, type StoryName } from '../story/story.js';

export interface StartOptions {
  readonly story: StoryName;
  readonly once: boolean;
  readonly json: boolean;
  readonly keep: boolean;
  /** The generated records are taken over before the story. */
  readonly records: boolean;
  /** Addresses of services that run already, in the order intake, review, catalog, contracts. */
  readonly against: readonly ServiceAddress[] | undefined;
}

export const USAGE = `npm start -- [options]

Starts a broker, a store and the four services on this machine, takes over generated records of six years, plays a story
through the HTTP interfaces, shows the result, and stays up until Ctrl-C.

  --story     committee: the 62nd committee of autumn 2025, and two contracts on what it selected (the default)
              life: the same, and both contracts performed, paid and completed, over fourteen months
  --once      end after the story
  --json      progress to standard error; one JSON object, last, to standard output
  --keep      keep the data of this run, and continue with what an earlier one kept
  --without-records
              leave out the records of six years (docs/figures.md)
  --against   play against running services, without the records:
              --against http://127.0.0.1:3001,http://127.0.0.1:3002,http://127.0.0.1:3003,http://127.0.0.1:3004
              Their operations ports are 100 higher; others are named: URL|OPERATIONS_URL,…
              (KAFKA_BROKERS names their broker; they need AUTH=dev and CLOCK=sandbox)
  --help      this text

Exit codes: 0 the story ended as it should, 1 it did not, 2 wrong usage.
Environment: MONGO_URL, KAFKA_BROKERS (use these servers), PORT_BASE (3001), MONGO_IMAGE, KAFKA_IMAGE, LOG_LEVEL.
`;

export function startOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parse(args);
  if (values.help === true) return 'help';
  const against = values.against === undefined ? undefined : addressesFrom(values.against);
  return {
    story: storyFrom(values.story),
    once: values.once ?? false,
    json: values.json ?? false,
    keep: values.keep ?? false,
    records: values['without-records'] !== true && against === undefined,
    against,
  };
}

function addressesFrom(text: string): readonly ServiceAddress[] {
  const parts = text.split(',');
  if (parts.length === 4 && parts.every((part) => part.split('|').every((url) => URL.canParse(url))))
    return parts.map(addressFrom);
  throw new UsageError('--against takes four addresses separated by commas: intake, review, catalog, contracts.');
}

function storyFrom(name: string): StoryName {
  if (own(STORIES, name) === undefined)
    throw new UsageError(`There is no story "${name}": ${Object.keys(STORIES).join(' or ')}.`);
  return name as StoryName;
}

const parse = (args: readonly string[]) =>
  parsedArgs({
    args: [...args],
    options: {
      story: { type: 'string', default: 'committee' },
      once: { type: 'boolean' },
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
      'without-records': { type: 'boolean' },
      against: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
