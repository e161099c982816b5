import 'reflect-metadata';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brokerAccess, type BrokerAccount, type BrokerRight } from '#common/service/broker-access.js';
import { aggregatesOf } from '#common/service/service-map.js';
import { formatTopic } from '#common/service/format/topic-format.js';
import { topicPlan } from '#common/service/topics.js';
import { SERVICES } from '../services.js';

const ALL = SERVICES.map(({ service }) => service as string);
const accounts = brokerAccess(SERVICES, { prefix: '', readers: ['downstream'] });
const topics = topicPlan(SERVICES, { prefix: '', partitions: 1, replication: 1 }).map(({ topic }) => topic);

const allows = ({ rights }: BrokerAccount, operation: BrokerRight['operation'], topic: string): boolean =>
  rights.some((right) => {
    const isNamed = right.pattern === 'LITERAL' ? right.name === topic : topic.startsWith(right.name);
    return right.resource === 'TOPIC' && right.operation === operation && isNamed;
  });
const whoMay = (operation: BrokerRight['operation'], topic: string): readonly string[] =>
  accounts.filter((account) => allows(account, operation, topic)).map(({ name }) => name);
const account = (name: string) => accounts.find((one) => one.name === name)!;

describe('The accounts at the broker', () => {
  it('S2: are one for each service, one for the operator and one for each reader outside', () => {
    expect(accounts.map(({ name }) => name)).toEqual([...ALL, 'operator', 'downstream']);
  });

  it('S2: a topic is written by the service alone that it belongs to, a dead-letter topic also by the operator', () => {
    for (const topic of topics) {
      // Nothing is written to the topic whose name is the format of the others.
      if (topic === formatTopic('')) {
        expect(whoMay('WRITE', topic)).toEqual([]);
        continue;
      }
      const [, buried] = /\.dlq\.([a-z]+)$/.exec(topic) ?? [];
      const owner = buried ?? topic.slice(0, topic.indexOf('.'));
      expect([topic, whoMay('WRITE', topic)]).toEqual([topic, buried === undefined ? [owner] : [owner, 'operator']]);
    }
  });

  it('S2: a topic that is not open is read by the services that follow it, and no other', () => {
    const closed = topics.filter((topic) => !allows(account('downstream'), 'READ', topic));
    const readers = closed
      .filter((topic) => !topic.includes('.dlq.'))
      .map((topic) => [topic, whoMay('READ', topic).filter((name) => name !== 'operator')]);
    expect(Object.fromEntries(readers)).toEqual({
      [formatTopic('')]: ALL,
      'intake.suppliers': ['review', 'catalog', 'contracts'],
      'intake.applications': ['review'],
      'intake.internal': [],
      'catalog.comparisons': ['contracts'],
      'contracts.records': ['contracts'],
      'review.access': ['intake'],
      'review.internal': ['review'],
      'review.results': ['intake'],
    });
    for (const topic of closed.filter((name) => name.includes('.dlq.')))
      expect(whoMay('READ', topic)).toEqual(['operator']);
  });

  it('S2: a reader outside reads the open topics and nothing else', () => {
    const read = topics.filter((topic) => allows(account('downstream'), 'READ', topic)).sort();
    expect(read).toEqual(
      [
        ...ALL.flatMap((service) => [`${service}.audit`, `${service}.watermarks`]),
        'review.cases',
        'review.sessions',
        'catalog.listings',
        'catalog.agreements',
        'contracts.contracts',
      ].sort(),
    );
    expect(new Set(account('downstream').rights.map(({ operation }) => operation))).toEqual(new Set(['READ']));
  });

  it.each(SERVICES.map((map) => [map.service, map] as const))(
    'S2: %s may read all that its handlers and read models follow, and write all that its aggregates publish',
    (service, map) => {
      const own = account(service);
      const followed = [
        ...map.consumers.map(([event]) => event.topic),
        ...map.projections.flatMap(({ consumes }) => consumes.map(({ topic }) => topic)),
        ...(map.freshnessOf ?? []).map((other) => `${other}.watermarks`),
      ];
      for (const topic of followed) expect([topic, allows(own, 'READ', topic)]).toEqual([topic, true]);
      const published = aggregatesOf(map).flatMap(([type]) => type.publishes.map(({ topic }) => topic));
      for (const topic of [...published, `${service}.watermarks`])
        expect([topic, allows(own, 'WRITE', topic)]).toEqual([topic, true]);
    },
  );

  it('S2: every watermark that a service hears is in its map', () => {
    const heard = globSync('apps/*/src/**/*.ts', { cwd: path.join(import.meta.dirname, '../..') })
      .map((file) => readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/new Freshness\(\{[^}]*reader: '(\w+)',[^}]*service: '(\w+)'/g)])
      .map(([, reader, service]) => `${reader} ${service}`);
    const mapped = SERVICES.flatMap((map) => (map.freshnessOf ?? []).map((service) => `${map.service} ${service}`));
    expect(heard.length).toBeGreaterThan(0);
    expect([...new Set(heard)].sort()).toEqual(mapped.sort());
  });

  it('S2: join groups of their own name only', () => {
    for (const { name, rights } of accounts.filter((one) => one.name !== 'operator'))
      expect(rights.filter(({ resource }) => resource === 'GROUP').map((right) => [right.pattern, right.name])).toEqual(
        [
          ['LITERAL', name],
          ['PREFIXED', `${name}.`],
        ],
      );
  });

  it('carry the prefix of the installation, in the accounts as in topics and groups', () => {
    const prefixed = brokerAccess(SERVICES, { prefix: 'test-1.', readers: ['downstream'] });
    expect(prefixed.map(({ name }) => name)).toContain('test-1.intake');
    for (const { rights } of prefixed) for (const { name } of rights) expect(name.startsWith('test-1.')).toBe(true);
    expect(prefixed.map(({ rights }) => rights.length)).toEqual(accounts.map(({ rights }) => rights.length));
  });

  it.each(['intake', 'operator', 'Down', 'a.b', '', '-a', 'a*'])('S2: take no reader %j', (reader) => {
    expect(() => brokerAccess(SERVICES, { prefix: '', readers: ['downstream', reader] })).toThrow(RangeError);
  });
});
