import type { Admin, Kafka } from 'kafkajs';
import type mongoose from 'mongoose';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { groupIdOf } from '#common/broker/consumer-group.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { RecordSigner } from '#common/events/proofs/record-signer.js';
import { Positions } from '#common/inbox/delivery/positions.js';
import { own } from '#common/kernel/own.js';
import type { Environment } from '#common/kernel/setting.js';
import { RelaySource } from '#common/relay/relay-source.js';
import { Republishing } from '#common/relay/republishing.js';
import { serviceEventKeys } from '#common/service/event-key-settings.js';
import { keyIn } from '#common/service/key-file.js';
import { PSEUDONYM_KEY_FILE, usePseudonyms } from '#common/service/pseudonym-setting.js';
import { aggregatesOf, producedTopics, type ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { withStore } from './stores.js';

const CLIENT_ID = 'ops';

export const republish: OpsCommand = {
  usage: `  republish <service> <topic> [--group CONSUMER]
                    sends the events of the topic again, from the service's own store: in order, with the same ids,
                    numbers and bytes. Readers drop what they have
                    --group: a service that lacks older events, and is stopped. It begins at the first event sent here,
                    and each of its subjects that began with a later event begins with number 1
                    --dry-run: says how many events, and what the group would begin anew
                    SIGNING_KEY_FILE, EVENT_KEYS_FILE, PSEUDONYM_KEY_FILE: those of the service; AUTH=dev does without
                    PUBLISHER_KAFKA_SASL_USERNAME, …_PASSWORD: the broker account of the service, where it is another`,

  async run(args) {
    const { values, positionals } = readArgs(args, { group: { type: 'string' } });
    const { map, topic, consumer } = chosen(positionals, values.group);
    const report = await withStore(map.service, (db) =>
      consumer === undefined
        ? perform({ map, topic, db, dryRun: values['dry-run'] })
        : withStore(
            consumer.service,
            (reader) => perform({ map, topic, db, reader: { map: consumer, db: reader }, dryRun: values['dry-run'] }),
            values['dry-run'] ? 'READ' : 'WRITE',
          ),
    );
    console.log(values.json ? JSON.stringify(report) : inWords(report));
    return report.whole ? 0 : 1;
  },
};

interface Order {
  readonly map: ServiceMap;
  readonly topic: string;
  readonly db: mongoose.mongo.Db;
  /** The service that reads the topic anew. */
  readonly reader?: { readonly map: ServiceMap; readonly db: mongoose.mongo.Db };
  readonly dryRun: boolean;
}

interface Report {
  readonly topic: string;
  readonly dryRun: boolean;
  readonly events: number;
  readonly subjects: number;
  readonly sent: number;
  readonly group?: { readonly id: string; readonly subjectsAnew: number };
  /** False when it was ended early. */
  readonly whole: boolean;
}

function chosen([service, topic, ...more]: readonly string[], group: string | undefined) {
  const map = SERVICES.find((one) => one.service === service);
  if (map === undefined || topic === undefined || more.length > 0)
    throw new WrongUsage(`republish <service> <topic>: one of\n${SERVICES.map(topicsOf).join('\n')}`);
  if (!producedTopics(map).includes(topic))
    throw new WrongUsage(`${map.service} does not publish ${topic}; its topics are\n${topicsOf(map)}`);
  if (group === undefined) return { map, topic, consumer: undefined };
  const readers = SERVICES.filter(({ consumers }) => consumers.some(([event]) => event.topic === topic));
  const consumer = readers.find((one) => one.service === group);
  if (consumer !== undefined) return { map, topic, consumer };
  const names = readers.map((one) => one.service).join(', ');
  throw new WrongUsage(`--group takes a service that follows ${topic}: ${names === '' ? 'none does' : names}.`);
}

const topicsOf = (map: ServiceMap): string =>
  producedTopics(map)
    .map((topic) => `  ${map.service} ${topic}`)
    .join('\n');

async function perform({ map, topic, db, reader, dryRun }: Order): Promise<Report> {
  const topicPrefix = process.env['TOPIC_PREFIX'] ?? '';
  usePseudonyms(map, keyIn(process.env, PSEUDONYM_KEY_FILE), process.env['AUTH'] === 'dev');
  const { signing } = await serviceEventKeys(process.env, map.service);
  const kafka = clientOf(process.env);
  const publisher = new KafkaPublisher(clientOf(asPublisher(process.env)));
  const admin = kafka.admin();
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    await admin.connect();
    const republishing = new Republishing({
      service: map.service,
      topic,
      topicPrefix,
      source: new RelaySource(
        db,
        aggregatesOf(map).map(([type]) => type.collection),
      ),
      publisher,
      signer: new RecordSigner(signing),
    });
    const group = reader && new ReaderGroup(admin, { ...reader, topicPrefix, topic });
    await group?.ensureStopped();
    const { subjects, events } = await republishing.plan();
    const subjectsAnew = await group?.beginAgain(subjects, dryRun);
    const onProgress = (sent: number): void => void process.stderr.write(`${sent} of ${events} events\n`);
    const sent = dryRun ? 0 : await republishing.send(onProgress, ending.signal);
    return {
      topic: topicPrefix + topic,
      dryRun,
      events,
      subjects: subjects.length,
      sent,
      ...(group !== undefined && { group: { id: group.id, subjectsAnew: subjectsAnew ?? 0 } }),
      whole: !ending.signal.aborted,
    };
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await Promise.allSettled([admin.disconnect(), publisher.close()]);
  }
}

const clientOf = (env: Environment): Kafka =>
  kafkaClient({ ...brokerSettingsOf(env), clientId: CLIENT_ID }, () => undefined);

/** An operator's account moves offsets and sends no event; the account of the service does it the other way round. */
function asPublisher(env: Environment): Environment {
  if (env['PUBLISHER_KAFKA_SASL_USERNAME'] === undefined) return env;
  const names = ['USERNAME', 'PASSWORD', 'PASSWORD_FILE'].map((name) => `KAFKA_SASL_${name}`);
  return { ...env, ...Object.fromEntries(names.map((name) => [name, own(env, `PUBLISHER_${name}`)])) };
}

interface ReaderGroupOptions {
  readonly map: ServiceMap;
  readonly db: mongoose.mongo.Db;
  readonly topicPrefix: string;
  readonly topic: string;
}

/** The consumer group of a service that is to read a topic anew. */
class ReaderGroup {
  readonly id: string;
  private readonly topic: string;

  constructor(
    private readonly admin: Admin,
    private readonly options: ReaderGroupOptions,
  ) {
    this.id = groupIdOf(options.topicPrefix, options.map.service);
    this.topic = options.topicPrefix + options.topic;
  }

  /** A running instance keeps positions in memory, and would write over those that begin anew. */
  async ensureStopped(): Promise<void> {
    const { groups } = await this.admin.describeGroups([this.id]);
    const members = groups[0]?.members.length ?? 0;
    if (members === 0) return;
    const { service } = this.options.map;
    throw new Error(
      `Group ${this.id} has ${members} members: stop every instance of ${service}, and start it again after this ` +
        'command. An instance that was killed stays a member for some seconds.',
    );
  }

  /**
   * The ends are asked for before anything is sent. Then the subjects begin anew, and only then the group moves there:
   * a new event that comes first is behind a gap, and waits for those that are sent after it.
   */
  async beginAgain(subjects: readonly string[], dryRun: boolean): Promise<number> {
    const { map, db } = this.options;
    const positions = new Positions(db, map.service);
    if (dryRun) return positions.countLacking(this.topic, subjects);
    const ends = await this.admin.fetchTopicOffsets(this.topic);
    const begun = await positions.beginAgain(this.topic, subjects);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await this.admin.setOffsets({ groupId: this.id, topic: this.topic, partitions });
    return begun;
  }
}

function inWords({ topic, dryRun, events, subjects, sent, group, whole }: Report): string {
  const of = `${events} events of ${subjects} subjects on ${topic}`;
  return [
    dryRun ? `would send ${of}` : `sent ${sent} of ${of}`,
    ...(group === undefined
      ? []
      : [
          `${group.id} ${dryRun ? 'would begin' : 'begins'} with the first of them; ` +
            `${group.subjectsAnew} subjects begin anew`,
        ]),
    ...(whole ? [] : ['ended early: run it again before the consumer starts']),
  ].join('\n');
}
