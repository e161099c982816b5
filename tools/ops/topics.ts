import { wholeNumber } from '#common/kernel/setting.js';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import {
  alignKeeping,
  CONFIDENTIAL_TOPIC_DAYS,
  createTopics,
  topicPlan,
  type KeepingDiffers,
} from '#common/service/topics.js';
import { SERVICES } from '../services.js';
import { readArgs, type OpsCommand } from './command.js';

export const topics: OpsCommand = {
  usage: `  topics            creates the missing topics. Of those that are there it changes one thing: how long confidential
                    ones keep a record. It names other topics that keep records for another time than planned
                    (KAFKA_BROKERS, TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION, CONFIDENTIAL_TOPIC_DAYS)`,

  async run(args) {
    const { 'dry-run': dryRun, json } = readArgs(args, {}).values;
    const kafka = kafkaClient({ ...brokerSettingsOf(process.env), clientId: 'ops' }, () => undefined);
    const plan = topicPlan(SERVICES, {
      prefix: process.env['TOPIC_PREFIX'] ?? '',
      partitions: wholeNumber(process.env, 'TOPIC_PARTITIONS', 6, 1, 1_000),
      replication: wholeNumber(process.env, 'TOPIC_REPLICATION', 1, 1, 10),
      confidentialDays: wholeNumber(process.env, 'CONFIDENTIAL_TOPIC_DAYS', CONFIDENTIAL_TOPIC_DAYS, 1, 3_650),
    });
    const created = await createTopics(kafka, plan, dryRun);
    const differing = await alignKeeping(kafka, plan, dryRun);
    if (json) console.log(JSON.stringify({ dryRun, created, existing: plan.length - created.length, differing }));
    else console.log(inWords(created, plan.length, differing, dryRun));
    return 0;
  },
};

function inWords(
  created: readonly string[],
  planned: number,
  differing: readonly KeepingDiffers[],
  dryRun: boolean,
): string {
  const named = (topic: string, { name, value, wanted }: KeepingDiffers): string =>
    `  ${topic}: ${name} ${value}, planned ${wanted}`;
  const changed = differing.filter((one) => one.changed);
  const left = differing.filter((one) => !one.changed);
  return [
    `${dryRun ? 'would create' : 'created'} ${created.length} of ${planned} topics`,
    ...created.map((name) => `  ${name}`),
    ...(changed.length > 0 ? [dryRun ? 'would change' : 'changed'] : []),
    ...changed.map((one) => named(one.topic, one)),
    ...(left.length > 0 ? ['left as they are, though their records are kept for another time'] : []),
    ...left.map((one) => named(one.topic, one)),
  ].join('\n');
}
