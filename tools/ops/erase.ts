import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { erasedBy, personalPaths, type Erasure } from '#common/aggregates/erasure/erasure.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { intentOf, storesOf } from './operator.js';
import { withStore } from './stores.js';

const OPTIONS = {
  reason: { type: 'string' },
  path: { type: 'string', multiple: true },
  where: { type: 'string', multiple: true },
  as: { type: 'string' },
} as const;

type AnyType = AggregateType<object, DomainEvent>;

export const erase: OpsCommand = {
  usage: `  erase SERVICE TYPE ID
                    erases personal data from one aggregate, its history and its archive. It cannot be undone
                    (MONGO_URL, or MONGO_URL_<SERVICE>)
    --reason TEXT   why. It stays in the history, so it must not contain the data
    --path P        only this data, as in details.contact; may be repeated (all)
    --where P=V     only in events with this value, as in data.memberId=kim; may be repeated
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
    const intent = intentOf('erase', values.as);
    return withStore(map.service, async (db) => {
      const stores = await storesOf(db);
      const history = await stores.documents(type).history(id);
      if (history.length === 0) throw new Error(`There is no ${type.name} ${id} in ${service}.`);
      const erased = erasedBy(erasure);
      const found = {
        events: history.filter((event) => erased(event).length > 0).length,
        paths: [...new Set(history.flatMap(erased))].sort(),
      };
      const dryRun = values['dry-run'];
      if (!dryRun) await new AggregateStore(type, stores).erase({ ...intent, id }, erasure);
      const what = { service, type: type.name, id, ...found, dryRun };
      const where = found.events === 0 ? '' : ` (${found.paths.join(', ')})`;
      console.log(
        values.json
          ? JSON.stringify(what)
          : `${dryRun ? 'would erase' : 'erased'} personal data of ${type.name} ${id}, events: ${found.events}${where}`,
      );
      return 0;
    });
  },
};

function typeOf(map: ServiceMap, name: string): AnyType {
  const types = aggregatesOf(map)
    .map(([type]) => type as unknown as AnyType)
    .filter((type) => personalPaths(type).length > 0);
  const found = types.find((type) => type.name === name);
  if (found !== undefined) return found;
  const known = types.map((type) => type.name).join(', ') || 'none';
  throw new WrongUsage(`${map.service} keeps no personal data under ${name}; it does under: ${known}.`);
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
