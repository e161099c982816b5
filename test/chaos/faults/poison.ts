import kafkajs, { type Message } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { sha256 } from '#common/kernel/canonical-json.js';
import type { EventDefinition } from '#common/events/define-event.js';
import { provenBy } from '#testing/proofs.js';
import type { Direct } from '../ground/ground.js';
import { pick } from '../random.js';
import type { Poison } from './fault.js';

/** An event, and a consumer group that follows it. */
export interface Followed {
  readonly definition: EventDefinition;
  readonly group: string;
}

type Kind = (definition: EventDefinition) => { readonly message: Message; readonly reason: string };

/** A valid record, except for what `wrong` changes. No other record has its subject. */
function record(
  definition: EventDefinition,
  wrong: { value?: string; hash?: string; headers?: Record<string, string> },
): Message {
  const subject = randomUUID();
  const value = wrong.value ?? JSON.stringify(definition.sample);
  return {
    key: subject,
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_source: `/digital-service/${definition.service}`,
      ce_type: definition.type,
      ce_subject: subject,
      ce_time: new Date().toISOString(),
      ce_sequence: '1',
      ce_datahash: wrong.hash ?? sha256(value),
      ce_correlationid: subject,
      ce_causationid: randomUUID(),
      traceparent: '00-00000000000000000000000000000001-0000000000000001-01',
      'content-type': 'application/json',
      ...wrong.headers,
    },
  };
}

const recordOf = ({ key = null, value, headers = {} }: Message) => ({ key, value, headers });

const HEADERLESS = 'HEADERLESS';

const KINDS: readonly Kind[] = [
  () => ({ message: { key: randomUUID(), value: '\u0000 no event at all' }, reason: HEADERLESS }),
  (definition) => ({ message: record(definition, { hash: '0'.repeat(64) }), reason: 'WRONG_HASH' }),
  (definition) => ({ message: record(definition, { value: '{"cut off' }), reason: 'UNDECODABLE' }),
  (definition) => ({ message: record(definition, { value: '{"amount":"many"}' }), reason: 'SCHEMA_INVALID' }),
  (definition) => ({
    message: record(definition, { headers: { ce_type: definition.type.replace(/v\d+$/, 'v99') } }),
    reason: 'UNKNOWN_VERSION',
  }),
];

/** Without readable headers a record fails for every group on the topic, else only for those that follow the event. */
function groupsFailing(
  reason: string,
  { type, topic }: EventDefinition,
  followed: readonly Followed[],
): readonly string[] {
  const isHit = ({ definition }: Followed): boolean =>
    reason === HEADERLESS ? definition.topic === topic : definition.type === type;
  return [...new Set(followed.filter(isHit).map(({ group }) => group))];
}

/** Sends one such record, of a drawn kind, to the topic of a drawn event. */
export async function sendPoison(
  { kafkaBrokers, topicPrefix }: Direct,
  followed: readonly Followed[],
  random: () => number,
): Promise<Poison> {
  const kafka = new kafkajs.Kafka({
    clientId: 'poison',
    brokers: [kafkaBrokers],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const { definition } = pick(random, followed);
  const { message, reason } = pick(random, KINDS)(definition);
  await producer.connect();
  try {
    const topic = topicPrefix + definition.topic;
    // Proven: what cannot be proven goes no further than the door, and that is tested elsewhere.
    const [proven = message] = await provenBy(definition.service, [{ ...recordOf(message), topic }]);
    const [sent] = await producer.send({ topic, messages: [proven], acks: -1 });
    if (sent?.baseOffset === undefined) throw new Error(`No offset for the poison on ${topic}.`);
    return {
      place: `${definition.topic}/${sent.partition}/${sent.baseOffset}`,
      reason,
      groups: groupsFailing(reason, definition, followed),
    };
  } finally {
    await producer.disconnect();
  }
}
