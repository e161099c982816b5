import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent, Intent } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { erasedBy, personalPaths, type Erasure } from '#common/aggregates/erasure/erasure.js';
import { removeUnnamed } from '#common/aggregates/named-files.js';
import { derivedId } from '#common/kernel/ids.js';
import { typesOf, type ServiceMap } from '#common/service/service-map.js';
import { DocumentStore } from '#common/store/files.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { intentOf, recordAccess, storesOf } from './operator.js';
import { withStore } from './stores.js';

const OPTIONS = {
  reason: { type: 'string' },
  path: { type: 'string', multiple: true },
  where: { type: 'string', multiple: true },
  document: { type: 'string', multiple: true },
  as: { type: 'string' },
} as const;

type AnyType = AggregateType<object, DomainEvent>;

export const erase: OpsCommand = {
  usage: `  erase SERVICE TYPE ID
                    erases personal data from one aggregate, its history and its archive, or its documents. It
                    cannot be undone (MONGO_URL, or MONGO_URL_<SERVICE>)
    --reason TEXT   why. It stays in the history, so it must not contain the data
    --path P        only this data, as in details.contact; may be repeated (all)
    --where P=V     only in events with this value, as in data.memberId=kim; may be repeated
    --document D    the bytes of this document, as in SLA, or of all; may be repeated. Without --path the personal
                    data stays
    --as NAME       who erases (your account)`,

  run(args) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [service, name, id, ...more] = positionals;
    if (service === undefined || name === undefined || id === undefined || more.length > 0)
      throw new WrongUsage('erase takes a service, a type of aggregate and an id.');
    const map = SERVICES.find((candidate) => candidate.service === service);
    if (map === undefined) throw new WrongUsage(`There is no service ${service}.`);
    const type = typeOf(map, name);
    const erasure = erasureOf(type, values);
    const names = documentsOf(type, values.document);
    const intent = { ...intentOf('erase', values.as), id };
    const onlyDocuments = names !== undefined && values.path === undefined;
    return withStore(map.service, async (db) => {
      const stores = await storesOf(db);
      const history = await stores.documents(type).history(id);
      const head = await stores.documents(type).find(id);
      if (head === undefined) throw new Error(`There is no ${type.name} ${id} in ${service}.`);
      const erased = onlyDocuments ? () => [] : erasedBy(erasure, type);
      const found = {
        events: history.filter((event) => erased(event).length > 0).length,
        paths: [...new Set(history.flatMap(erased))].sort(),
        documents: names === undefined ? [] : keptOf(type, head.state, names),
      };
      const dryRun = values['dry-run'];
      const store = new AggregateStore(type, stores);
      if (!dryRun && !onlyDocuments) await store.erase(intent, erasure);
      if (!dryRun && names !== undefined)
        await eraseDocuments(db, store, intent, { names, reason: erasure.reason, types: typesOf(map) });
      if (!dryRun)
        recordAccess({ what: 'ERASURE', operation: 'erase', ids: [`${service} ${type.name} ${id}`], by: values.as });
      const what = { service, type: type.name, id, ...found, dryRun };
      console.log(values.json ? JSON.stringify(what) : textOf(what, onlyDocuments));
      return 0;
    });
  },
};

interface Found {
  readonly type: string;
  readonly id: string;
  readonly events: number;
  readonly paths: readonly string[];
  readonly documents: readonly string[];
  readonly dryRun: boolean;
}

function textOf({ type, id, events, paths, documents, dryRun }: Found, onlyDocuments: boolean): string {
  const did = dryRun ? 'would erase' : 'erased';
  const data = `${did} personal data of ${type} ${id}, events: ${events}${paths.length === 0 ? '' : ` (${paths.join(', ')})`}`;
  const files = `${did} documents of ${type} ${id}: ${documents.join(', ') || 'none'}`;
  return [...(onlyDocuments ? [] : [data]), ...(onlyDocuments || documents.length > 0 ? [files] : [])].join('\n');
}

/** Names of documents to erase; empty for all of them, undefined for none. */
function documentsOf(type: AnyType, given: readonly string[] | undefined): readonly string[] | undefined {
  if (given === undefined) return undefined;
  if (type.documents === undefined) throw new WrongUsage(`A ${type.name} has no documents.`);
  return given.includes('all') ? [] : given;
}

const keptOf = ({ documents }: AnyType, state: object, names: readonly string[]): readonly string[] => {
  const kept = documents?.kept(state).map(({ name }) => name) ?? [];
  return [...new Set(names.length === 0 ? kept : kept.filter((name) => names.includes(name)))].sort();
};

/** The record first, then the bytes: the service's sweep removes what a failure leaves. */
async function eraseDocuments(
  db: mongoose.mongo.Db,
  store: AggregateStore<object, DomainEvent>,
  intent: Intent,
  {
    names,
    reason,
    types,
  }: { readonly names: readonly string[]; readonly reason: string; readonly types: readonly AnyType[] },
): Promise<void> {
  const { documents } = store.type;
  if (documents === undefined) return;
  let before: readonly string[] = [];
  // A cause changes an aggregate once, and the erasure of its data may have been the same act.
  const own = { ...intent, causationId: derivedId('documents', intent.causationId) };
  await store.change(own, (state) => {
    before = documents.kept(state).map(({ fileId }) => fileId);
    return documents.erase(state, { reason, ...(names.length > 0 && { names }) });
  });
  await removeUnnamed(db, types, new DocumentStore(db), before);
}

function typeOf(map: ServiceMap, name: string): AnyType {
  const types = typesOf(map);
  const found = types.find((type) => type.name === name);
  if (found !== undefined) return found;
  const known = types.map((type) => type.name).join(', ');
  throw new WrongUsage(`${map.service} has no type of aggregate ${name}; it has: ${known}.`);
}

function erasureOf(
  type: AnyType,
  { reason, path, where = [] }: { reason?: string; path?: string[]; where?: string[] },
): Erasure {
  if (reason === undefined || reason.trim() === '') throw new WrongUsage('erase needs a --reason.');
  const known = personalPaths(type);
  const wrong = path?.find((one) => !known.includes(one));
  if (wrong !== undefined)
    throw new WrongUsage(`${wrong} is no personal data of ${type.name}; that is ${known.join(', ')}.`);
  const values = where.map((one) => one.split(/=(.*)/s, 2) as [string, string | undefined]);
  if (values.some(([, value]) => value === undefined)) throw new WrongUsage('--where takes PATH=VALUE.');
  return {
    reason,
    ...(path && { paths: path }),
    where: Object.fromEntries(values as [string, string][]),
  };
}
