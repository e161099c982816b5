import 'reflect-metadata';
import { isDeepStrictEqual } from 'node:util';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import type { ServiceAddress } from '#common/http/ports.js';
import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { runCommand } from '../command-line.js';
import { SERVICES } from '../services.js';
import { Api, type Addresses } from '../story/api.js';
import { Stage } from '../story/stage.js';
import { playStory, STORIES, storyWasPlayed } from '../story/story.js';
import { BrokerView } from './broker-view.js';
import { aborted, endSignal } from './end-signal.js';
import { figuresOf, propagationBuckets, type Figures } from './figures.js';
import { Installation } from './installation.js';
import { completedLives, type CompletedLife } from './lives.js';
import { startOptions, USAGE, type StartOptions } from './options.js';
import { PUBLISHED } from './published.js';
import { takeOverRecords } from './records.js';
import { report } from './report.js';
import { TestPeople } from './test-people.js';

/** What was started. It is stopped in the reverse order, also after an error. */
const started: { stop(): Promise<void> }[] = [];

let stopping: Promise<void> | undefined;
/** The story is over: an end by Ctrl-C is then a success. */
let isUp = false;

/** Stops everything once. Every caller waits until it has stopped. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const one of started.toReversed()) await one.stop().catch((error: unknown) => console.error(error));
  })();
  return stopping;
}

type FourAddresses = readonly [ServiceAddress, ServiceAddress, ServiceAddress, ServiceAddress];

interface Running {
  readonly addresses: Addresses;
  readonly brokers: string;
  /** Who sign electronically: services elsewhere trust no test authority. */
  readonly people?: TestPeople;
  /** For the operator's tool; absent where the stores are those of others. */
  readonly opsEnv?: NodeJS.ProcessEnv;
}

async function bringUp(options: StartOptions, log: (line: string) => void, topicPrefix: string): Promise<Running> {
  if (options.against !== undefined) {
    const [intake, review, catalog, contracts] = options.against as FourAddresses;
    return {
      addresses: { intake, review, catalog, contracts },
      brokers: brokerSettingsOf(process.env).brokers.join(','),
    };
  }
  const infrastructure = await resolveInfrastructure({ log, keep: options.keep });
  started.push(infrastructure);
  const { mongoUrl, kafkaBrokers } = infrastructure;
  log(`store and broker: ${infrastructure.kind}`);
  const people = await TestPeople.ofThisMachine();
  const { trustFolder } = people;
  const installation = await Installation.start({ mongoUrl, kafkaBrokers, topicPrefix, trustFolder, log });
  started.push(installation);
  log(`logs: ${installation.logDirectory}`);
  log(`EVENT_KEYS_FILE=${installation.keyFiles.publicFile}`);
  const { opsEnv } = installation;
  return { addresses: installation.addresses, brokers: kafkaBrokers, people, opsEnv };
}

function isAsExpected(
  { selected, activeListings, contracts, deadLetters, auditChains, figures }: Figures,
  lives: readonly CompletedLife[] | undefined,
  withRecords: boolean,
): boolean {
  const counts = selected === 6 && activeListings === 6 && contracts['NEGOTIATED'] === 1 && contracts['CATALOG'] === 1;
  const isComplete = lives === undefined || lives.length === 2;
  const isExact = !withRecords || isDeepStrictEqual(figures, PUBLISHED);
  return counts && isComplete && isExact && deadLetters === 0 && auditChains.invalid === 0;
}

async function run(options: StartOptions, end: AbortSignal): Promise<number> {
  const begun = Date.now();
  const log = (line: string): void => {
    const seconds = ((Date.now() - begun) / 1_000).toFixed(1).padStart(6);
    (options.json ? process.stderr : process.stdout).write(`${seconds} s  ${line}\n`);
  };
  const topicPrefix = process.env['TOPIC_PREFIX'] ?? '';
  const { addresses, brokers, people, opsEnv } = await bringUp(options, log, topicPrefix);
  const broker = new BrokerView(brokers.split(','), topicPrefix, SERVICES);
  started.push({ stop: () => broker.close() });
  const api = new Api(addresses);
  const stage = new Stage(api, () => broker.drained(), people);
  const isPlayed = await storyWasPlayed(stage);
  const withRecords = options.records && opsEnv !== undefined && !isPlayed;
  if (withRecords) await takeOverRecords(stage, { env: opsEnv, log, end });
  const before = await propagationBuckets(api);
  if (isPlayed) log('an earlier run has played the story, and its data was kept');
  else await playStory(stage, log, undefined, STORIES[options.story]);
  const { figures, signed } = await figuresOf(api, broker, before);
  const lives = options.story === 'life' ? await completedLives(api) : undefined;
  log('result:');
  const table = report({ figures, signed, lives: lives ?? [] }, addresses, brokers);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...figures, ...(lives && { lives }) })}\n`);
  else console.log(table);
  if (!isAsExpected(figures, lives, withRecords)) {
    const completed = lives === undefined ? '' : ', both completed';
    const exact = withRecords ? ', the published figures' : '';
    console.error(
      `The story did not end as it should: six selected, six listed, two contracts${completed}${exact}, no dead letter, no broken chain.`,
    );
    return 1;
  }
  if (!options.once) {
    log('running; Ctrl-C ends it');
    isUp = true;
    await aborted(end);
  }
  return 0;
}

const INTERRUPTED = 130;

function untilEnd(options: StartOptions): Promise<number> {
  const end = endSignal();
  return Promise.race([run(options, end), aborted(end).then(() => (isUp ? 0 : INTERRUPTED))]);
}

await runCommand({ usage: USAGE, options: startOptions, run: untilEnd, stop: stopAll });
