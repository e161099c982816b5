import { groupIdOf } from '../broker/consumer-group.js';
import { watermarkTopic } from '../broker/watermark.js';
import { isOpenTopic } from '../events/open-topics.js';
import { deadLetterTopic } from '../inbox/dead-letters/dead-letters.js';
import { formatTopic } from './format/topic-format.js';
import { consumedTopics, producedTopics, type ServiceMap } from './service-map.js';

/** What an account may do at the broker. What no right allows is refused. */
export interface BrokerRight {
  readonly resource: 'TOPIC' | 'GROUP';
  readonly name: string;
  /** `PREFIXED`: holds for every name that begins so. */
  readonly pattern: 'LITERAL' | 'PREFIXED';
  /** Each of them lets the account see that the resource is there. */
  readonly operation: 'READ' | 'WRITE' | 'CREATE' | 'DELETE' | 'DESCRIBE_CONFIGS' | 'ALTER_CONFIGS';
}

export interface BrokerAccount {
  readonly name: string;
  readonly rights: readonly BrokerRight[];
}

export interface BrokerAccessOptions {
  /** Of the topics and groups, and so of the accounts: installations that share a broker share no account. */
  readonly prefix: string;
  /** Systems outside the installation, each with an account that reads the open topics. */
  readonly readers: readonly string[];
}

/** Makes topics and works on dead letters, with `npm run ops`. It cannot produce any event. */
const OPERATOR = 'operator';
const READER_NAME = /^[a-z][a-z0-9-]{0,40}$/;

/**
 * The accounts that the broker needs for these services. Everything comes from the service maps, as the topics do, so
 * what a service begins to publish or follow is a right of its account with the next run.
 * @throws RangeError for a reader whose name is no name, or that of another account
 */
export function brokerAccess(maps: readonly ServiceMap[], options: BrokerAccessOptions): readonly BrokerAccount[] {
  const { prefix, readers } = options;
  const own = [...maps.map(({ service }) => service as string), OPERATOR];
  const wrong = readers.find(
    (reader, i) => !READER_NAME.test(reader) || [...own, ...readers.slice(0, i)].includes(reader),
  );
  if (wrong !== undefined)
    throw new RangeError(
      `A reader cannot be called ${wrong}: small letters, digits and dashes, and a name of its own.`,
    );
  const accounts = [
    ...maps.map((map) => ({ name: map.service as string, rights: rightsOfService(map, prefix) })),
    { name: OPERATOR, rights: rightsOfOperator(maps, prefix) },
    ...readers.map((name) => ({ name, rights: rightsOfReader(name, maps, prefix) })),
  ];
  return accounts.map(({ name, rights }) => ({ name: prefix + name, rights }));
}

/** Publishes on its own topics, buries in its own dead-letter topics, reads what it follows. */
function rightsOfService(map: ServiceMap, prefix: string): readonly BrokerRight[] {
  const writes = [
    ...producedTopics(map).map((topic) => prefix + topic),
    watermarkTopic(map.service, prefix),
    ...deadLettersOf(map, prefix),
  ];
  const reads = [
    ...consumedTopics(map).map((topic) => prefix + topic),
    ...(map.freshnessOf ?? []).map((service) => watermarkTopic(service, prefix)),
  ];
  return [
    ...writes.map((topic) => onTopic(topic, 'WRITE')),
    ...reads.map((topic) => onTopic(topic, 'READ')),
    // It has no records: to read it is to see that it is there.
    onFormats(prefix, 'READ'),
    ...onGroups(groupIdOf(prefix, map.service), 'READ'),
  ];
}

const OF_OPERATOR = ['READ', 'CREATE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'] as const;

function rightsOfOperator(maps: readonly ServiceMap[], prefix: string): readonly BrokerRight[] {
  const topics = maps.flatMap((map) => [...ownTopics(map, prefix), ...deadLettersOf(map, prefix)]);
  return [
    ...OF_OPERATOR.flatMap((operation) => [
      ...topics.map((topic) => onTopic(topic, operation)),
      onFormats(prefix, operation),
    ]),
    // A rebuild that meets an event it cannot read buries it, as the service would.
    ...maps.flatMap((map) => deadLettersOf(map, prefix)).map((topic) => onTopic(topic, 'WRITE')),
    ...maps.flatMap(({ service }) => {
      const group = groupIdOf(prefix, service);
      return [...onGroups(group, 'READ'), ...onGroups(group, 'DELETE')];
    }),
  ];
}

/** The prefix stays in the name of the group too, so that a reader cannot take the partitions of another one. */
function rightsOfReader(name: string, maps: readonly ServiceMap[], prefix: string): readonly BrokerRight[] {
  const open = maps.flatMap((map) => ownTopics(map, prefix)).filter((topic) => isOpenTopic(topic.slice(prefix.length)));
  return [...open.map((topic) => onTopic(topic, 'READ')), ...onGroups(groupIdOf(prefix, name), 'READ')];
}

const ownTopics = (map: ServiceMap, prefix: string): readonly string[] => [
  ...producedTopics(map).map((topic) => prefix + topic),
  watermarkTopic(map.service, prefix),
];

const deadLettersOf = (map: ServiceMap, prefix: string): readonly string[] =>
  consumedTopics(map).map((topic) => deadLetterTopic(prefix + topic, map.service));

const onTopic = (name: string, operation: BrokerRight['operation']): BrokerRight => ({
  resource: 'TOPIC',
  name,
  pattern: 'LITERAL',
  operation,
});

/** The topic that says the format of the others, of whatever number. */
const onFormats = (prefix: string, operation: BrokerRight['operation']): BrokerRight => ({
  ...onTopic(formatTopic(prefix, ''), operation),
  pattern: 'PREFIXED',
});

/** The group itself, and all whose name goes on with a dot. */
const onGroups = (name: string, operation: BrokerRight['operation']): readonly BrokerRight[] => [
  { resource: 'GROUP', name, pattern: 'LITERAL', operation },
  { resource: 'GROUP', name: `${name}.`, pattern: 'PREFIXED', operation },
];
