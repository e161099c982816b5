import 'reflect-metadata';
import { brokersOf } from '#common/observability/settings.js';
import { resolveInfrastructure } from '#common/testing/infrastructure.js';
import { SERVICES } from '../services.js';
import { Api, type Addresses } from '../story/api.js';
import { Stage } from '../story/stage.js';
import { playStory, storyWasTold } from '../story/story.js';
import { BrokerView } from './broker-view.js';
import { figuresOf, type Figures } from './figures.js';
import { Installation } from './installation.js';
import { startOptions, UsageError, USAGE, type StartOptions } from './options.js';
import { report } from './report.js';

/** Started things, stopped in the reverse order whatever way the run ends. */
const started: { stop(): Promise<void> }[] = [];

let stopping: Promise<void> | undefined;

/** However often it is asked for, everything is stopped once, and whoever asks waits for the end of it. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const one of started.toReversed()) await one.stop().catch((error: unknown) => console.error(error));
  })();
  return stopping;
}

interface Running {
  readonly addresses: Addresses;
  readonly brokers: string;
}

async function bringUp(options: StartOptions, log: (line: string) => void, topicPrefix: string): Promise<Running> {
  if (options.against !== undefined) {
    const [intake = '', review = '', catalog = '', contracts = ''] = options.against;
    return { addresses: { intake, review, catalog, contracts }, brokers: brokersOf(process.env).join(',') };
  }
  const infrastructure = await resolveInfrastructure({ log, keep: options.keep });
  started.push(infrastructure);
  const { mongoUrl, kafkaBrokers } = infrastructure;
  log(`store and broker: ${infrastructure.kind}`);
  const installation = await Installation.start({ mongoUrl, kafkaBrokers, topicPrefix, log });
  started.push(installation);
  log(`logs: ${installation.logDirectory}`);
  return { addresses: installation.addresses, brokers: kafkaBrokers };
}

function isAsTold({ selected, activeListings, contracts, deadLetters, auditChains }: Figures): boolean {
  const counts = selected === 6 && activeListings === 6 && contracts['NEGOTIATED'] === 1 && contracts['CATALOG'] === 1;
  return counts && deadLetters === 0 && auditChains.invalid === 0;
}

async function run(options: StartOptions): Promise<number> {
  const begun = Date.now();
  const log = (line: string): void => {
    const seconds = ((Date.now() - begun) / 1_000).toFixed(1).padStart(6);
    (options.json ? process.stderr : process.stdout).write(`${seconds} s  ${line}\n`);
  };
  const topicPrefix = process.env['TOPIC_PREFIX'] ?? '';
  const { addresses, brokers } = await bringUp(options, log, topicPrefix);
  const broker = new BrokerView(brokers.split(','), topicPrefix, SERVICES);
  started.push({ stop: () => broker.close() });
  const api = new Api(addresses);
  const stage = new Stage(api, () => broker.drained());
  if (await storyWasTold(stage)) log('the story was told by an earlier run and its data was kept');
  else await playStory(stage, log);
  const { figures, signed } = await figuresOf(api, broker);
  log('what came of it:');
  const table = report(figures, signed, addresses, brokers);
  if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else console.log(table);
  if (!isAsTold(figures)) {
    console.error(
      'The story did not end as it should: six selected, six listed, two contracts, no dead letter, no broken chain.',
    );
    return 1;
  }
  if (!options.once) {
    log('running; Ctrl-C ends it');
    await new Promise<void>((resolve) => {
      process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
      process.once('SIGINT', resolve).once('SIGTERM', resolve);
    });
  }
  return 0;
}

async function main(): Promise<void> {
  let code = 1;
  const interrupted = () => void stopAll().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const options = startOptions(process.argv.slice(2));
    if (options === 'help') {
      console.log(USAGE);
      code = 0;
      return;
    }
    code = await run(options);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${USAGE}`);
      code = 2;
    } else {
      console.error(error);
    }
  } finally {
    await stopAll();
    process.exit(code);
  }
}

await main();
