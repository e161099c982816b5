import type mongoose from 'mongoose';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { FormatRefused } from '#common/service/format/formats.js';
import { StoreFormat } from '#common/service/format/store-format.js';
import { ensureTopicsReadable, topicsOf } from '#common/service/format/topic-format.js';
import { topicPlan } from '#common/service/topics.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { withStore } from './stores.js';

/** What is deleted: the collections of a store, or topics. */
interface Emptied {
  readonly what: string;
  readonly names: readonly string[];
}

export const empty: OpsCommand = {
  usage: `  empty --yes       deletes the stores and topics that were made before v0.2.0, whose format this build
                    cannot read (R-52). It leaves everything that has a format number as it is
                    --dry-run, and without --yes: says what would be deleted, and deletes nothing`,

  async run(args) {
    const { values, positionals } = readArgs(args, { yes: { type: 'boolean', default: false } });
    if (positionals.length > 0) throw new WrongUsage('empty takes no names: stores and topics belong together.');
    const isReal = values.yes && !values['dry-run'];
    const emptied: Emptied[] = [];
    for (const map of SERVICES) {
      const names = await withStore(
        map.service,
        async (db) => ((await isUnnumbered(() => new StoreFormat(db, map).check())) ? emptyStore(db, isReal) : []),
        'OF_ANY_FORMAT',
      );
      emptied.push({ what: `the store of ${map.service}`, names });
    }
    emptied.push({ what: 'the broker', names: await emptyTopics(isReal) });
    console.log(values.json ? JSON.stringify({ deleted: isReal, emptied }) : inWords(emptied, isReal));
    return 0;
  },
};

/** A format with a number is for a migration, or for another build: nothing is deleted for it. */
async function isUnnumbered(check: () => unknown): Promise<boolean> {
  try {
    await check();
    return false;
  } catch (error) {
    if (error instanceof FormatRefused && error.standing === 'UNNUMBERED') return true;
    throw error;
  }
}

async function emptyStore(db: mongoose.mongo.Db, isReal: boolean): Promise<readonly string[]> {
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  const names = found.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  if (isReal) for (const name of names) await db.collection(name).drop();
  return names;
}

async function emptyTopics(isReal: boolean): Promise<readonly string[]> {
  const kafka = kafkaClient({ ...brokerSettingsOf(process.env), clientId: 'ops' }, () => undefined);
  const prefix = process.env['TOPIC_PREFIX'] ?? '';
  const topics = topicPlan(SERVICES, { prefix, partitions: 1, replication: 1 }).map(({ topic }) => topic);
  const existing = await topicsOf(kafka);
  if (!(await isUnnumbered(() => ensureTopicsReadable(existing, { prefix, topics })))) return [];
  const names = topics.filter((topic) => existing.includes(topic));
  if (isReal) {
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: names }).finally(() => admin.disconnect());
  }
  return names;
}

function inWords(emptied: readonly Emptied[], isReal: boolean): string {
  const lines = emptied.map(({ what, names }) =>
    names.length === 0
      ? `${what}: nothing to delete`
      : `${what}: ${names.length} ${isReal ? 'deleted' : 'would be deleted'}: ${names.join(', ')}`,
  );
  return [
    ...lines,
    ...(isReal ? ['next: npm run ops -- topics, then start the services'] : ['--yes deletes them']),
  ].join('\n');
}
