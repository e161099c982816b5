import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { brokersOf, wholeNumber } from '#common/observability/settings.js';
import { kafkaClient } from '#common/relay/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { SERVICES } from '../services.js';

const USAGE = `npm run ops -- <command> [options]

  topics            creates the topics that are missing; never changes one that is there
                    (KAFKA_BROKERS, TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION)

  --dry-run         say what would be done, and do nothing
  --json            one JSON object to standard output
  --help            this text

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

async function topics(dryRun: boolean, json: boolean): Promise<void> {
  const kafka = kafkaClient({ brokers: brokersOf(process.env), clientId: 'ops' }, () => undefined);
  const plan = topicPlan(SERVICES, {
    prefix: process.env['TOPIC_PREFIX'] ?? '',
    partitions: wholeNumber(process.env, 'TOPIC_PARTITIONS', 6, 1, 1_000),
    replication: wholeNumber(process.env, 'TOPIC_REPLICATION', 1, 1, 10),
  });
  const created = await createTopics(kafka, plan, dryRun);
  if (json) console.log(JSON.stringify({ dryRun, created, existing: plan.length - created.length }));
  else
    console.log(
      `${dryRun ? 'would create' : 'created'} ${created.length} of ${plan.length} topics\n${created.map((name) => `  ${name}`).join('\n')}`,
    );
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  if (positionals.join(' ') !== 'topics') {
    console.error(USAGE);
    return 2;
  }
  await topics(values['dry-run'] ?? false, values.json ?? false);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  console.error((error as Error).message);
  process.exitCode = isUsage ? 2 : 1;
}
