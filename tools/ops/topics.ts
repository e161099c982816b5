import { wholeNumber } from '#common/kernel/setting.js';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { SERVICES } from '../services.js';
import { readArgs, type OpsCommand } from './command.js';

export const topics: OpsCommand = {
  usage: `  topics            creates the missing topics; never changes an existing one
                    (KAFKA_BROKERS, TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION)`,

  async run(args) {
    const { 'dry-run': dryRun, json } = readArgs(args, {}).values;
    const kafka = kafkaClient({ ...brokerSettingsOf(process.env), clientId: 'ops' }, () => undefined);
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
    return 0;
  },
};
