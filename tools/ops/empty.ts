import type mongoose from 'mongoose';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { FormatRefused } from '#common/service/format/formats.js';
import { StoreFormat } from '#common/service/format/store-format.js';
import { ensureTopicsReadable, formatOfTopics, topicsOf } from '#common/service/format/topic-format.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { topicPlan } from '#common/service/topics.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { withStore } from './stores.js';

/** A store or the broker: what of it has no format number, and would be deleted. */
interface Found {
  readonly what: string;
  readonly standing: 'NEW' | 'NUMBERED' | 'UNNUMBERED';
  /** Collections or topics; none unless it is unnumbered. */
  readonly names: readonly string[];
}

export const empty: OpsCommand = {
  usage: `  empty --yes       deletes stores and topics that were made before v0.2.0, whose format this build cannot
                    read (R-52). Stop the services first. It is refused where a store or the topics have a number
                    --dry-run, and without --yes: says what would be deleted, and deletes nothing`,

  async run(args) {
    const { values, positionals } = readArgs(args, { yes: { type: 'boolean', default: false } });
    if (positionals.length > 0) throw new WrongUsage('empty takes no names: stores and topics belong together.');
    const isReal = values.yes && !values['dry-run'];
    const topics = await unnumberedTopics();
    const stores: Found[] = [];
    for (const map of SERVICES) stores.push(await withStore(map.service, (db) => foundIn(db, map), 'ANY_FORMAT'));
    const found = [topics, ...stores];
    ensureAllOfBefore(found);
    if (isReal) {
      // Topics first: an account that may not delete them is refused before anything is lost.
      await deleteTopics(topics.names);
      for (const [i, { names }] of stores.entries()) {
        const map = SERVICES[i];
        if (map !== undefined) await withStore(map.service, (db) => dropAll(db, map, names), 'ANY_FORMAT');
      }
    }
    console.log(values.json ? JSON.stringify({ deleted: isReal, found }) : inWords(found, isReal));
    return 0;
  },
};

/** Topics that lost their number by mistake are no reason to delete an installation. @throws FormatRefused */
function ensureAllOfBefore(found: readonly Found[]): void {
  const numbered = found.filter(({ standing }) => standing === 'NUMBERED').map(({ what }) => what);
  const unnumbered = found.filter(({ standing }) => standing === 'UNNUMBERED').map(({ what }) => what);
  if (numbered.length === 0 || unnumbered.length === 0) return;
  throw new FormatRefused(
    `Nothing is deleted, since these have a format number: ${numbered.join(', ')}. The same installation has none in ` +
      `${unnumbered.join(', ')}. Was the topic format.1 deleted, or a store restored in part? See docs/runbooks/formats.md.`,
    'UNNUMBERED',
  );
}

async function foundIn(db: mongoose.mongo.Db, map: ServiceMap): Promise<Found> {
  const what = `the store of ${map.service}`;
  const format = new StoreFormat(db, map);
  if ((await format.read()) !== undefined) return { what, standing: 'NUMBERED', names: [] };
  if (!(await isUnnumbered(() => format.check()))) return { what, standing: 'NEW', names: [] };
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  const names = collections.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  return { what, standing: 'UNNUMBERED', names: names.toSorted() };
}

/** What tells that the store is of before goes last: a run that was killed is found again. */
async function dropAll(db: mongoose.mongo.Db, map: ServiceMap, names: readonly string[]): Promise<void> {
  const telling = new Set(new StoreFormat(db, map).recordCollections);
  for (const name of names.toSorted((a, b) => Number(telling.has(a)) - Number(telling.has(b))))
    await db.collection(name).drop();
}

const kafkaOfOperator = () => kafkaClient({ ...brokerSettingsOf(process.env), clientId: 'ops' }, () => undefined);

async function unnumberedTopics(): Promise<Found> {
  const what = 'the broker';
  const prefix = process.env['TOPIC_PREFIX'] ?? '';
  const topics = topicPlan(SERVICES, { prefix, partitions: 1, replication: 1 }).map(({ topic }) => topic);
  const existing = await topicsOf(kafkaOfOperator());
  if (formatOfTopics(existing, prefix) !== undefined) return { what, standing: 'NUMBERED', names: [] };
  if (!(await isUnnumbered(() => ensureTopicsReadable(existing, { prefix, topics }))))
    return { what, standing: 'NEW', names: [] };
  return { what, standing: 'UNNUMBERED', names: topics.filter((topic) => existing.includes(topic)) };
}

async function deleteTopics(topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  const admin = kafkaOfOperator().admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [...topics] }).finally(() => admin.disconnect());
}

async function isUnnumbered(check: () => unknown): Promise<boolean> {
  try {
    await check();
    return false;
  } catch (error) {
    if (error instanceof FormatRefused && error.standing === 'UNNUMBERED') return true;
    throw error;
  }
}

function inWords(found: readonly Found[], isReal: boolean): string {
  const lines = found.map(({ what, names }) =>
    names.length === 0
      ? `${what}: nothing to delete`
      : `${what}: ${names.length} ${isReal ? 'deleted' : 'would be deleted'}: ${names.join(', ')}`,
  );
  const next = isReal ? 'next: npm run ops -- topics, then start the services' : '--yes deletes them';
  return [...lines, ...(found.some(({ names }) => names.length > 0) ? [next] : [])].join('\n');
}
