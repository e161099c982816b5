import type { Json, JsonObject } from './event-schema.js';

/** What keeps readers and histories of a released event from going on: which type, where, why. */
export interface Break {
  readonly type: string;
  readonly path: string;
  readonly why: string;
}

/** Words for people; they bind nobody. */
const ANNOTATIONS = new Set(['title', 'description', '$comment', 'examples', 'default', 'deprecated', '$schema']);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const names = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * Why `current` could not take the place of `released`. Topics keep every event and readers come later, so both
 * directions count: old readers read new events, and new readers read old ones. What remains is an optional field more,
 * and a value more in an enum that was released as open (`x-open: true`).
 */
export function breaks(type: string, released: JsonObject, current: JsonObject): readonly Break[] {
  return compare(released, current, '').map(([path, why]) => ({ type, path: path || '/', why }));
}

type Found = readonly [path: string, why: string];

function compare(released: Json | undefined, current: Json | undefined, path: string): readonly Found[] {
  if (!isObject(released) || !isObject(current)) {
    return same(released, current) ? [] : [[path, `is ${show(current)}, was ${show(released)}`]];
  }
  const keywords = [...new Set([...Object.keys(released), ...Object.keys(current)])].filter((k) => !ANNOTATIONS.has(k));
  return keywords.flatMap((keyword) => keywordChange(keyword, released, current, path));
}

function keywordChange(keyword: string, before: JsonObject, after: JsonObject, path: string): readonly Found[] {
  const [released, current] = [before[keyword], after[keyword]];
  if (same(released, current)) return [];
  switch (keyword) {
    case 'properties':
      return fields(released, current, path);
    case 'required':
      return required(released, current, path);
    case 'enum':
      return values(released, current, path, before['x-open'] === true);
    case 'items':
      return compare(released, current, `${path}/items`);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return alternatives(released, current, `${path}/${keyword}`);
    default:
      return [[path, `${keyword} is ${show(current)}, was ${show(released)}`]];
  }
}

function fields(before: Json | undefined, after: Json | undefined, path: string): readonly Found[] {
  const [released, current] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return Object.entries(released).flatMap(([name, schema]): readonly Found[] =>
    name in current ? compare(schema, current[name], `${path}/${name}`) : [[`${path}/${name}`, 'was removed']],
  );
}

function required(before: Json | undefined, after: Json | undefined, path: string): readonly Found[] {
  const [released, current] = [names(before), names(after)];
  return [
    ...current
      .filter((name) => !released.includes(name))
      .map((name): Found => [`${path}/${name}`, 'is required now; earlier events do not have it']),
    ...released
      .filter((name) => !current.includes(name))
      .map((name): Found => [`${path}/${name}`, 'is optional now; readers count on it']),
  ];
}

function values(before: Json | undefined, after: Json | undefined, path: string, open: boolean): readonly Found[] {
  const [released, current] = [names(before), names(after)];
  const gone = released.filter((value) => !current.includes(value));
  const added = current.filter((value) => !released.includes(value));
  return [
    ...(gone.length > 0 ? [[path, `${gone.join(', ')} left the list; earlier events hold it`] as const] : []),
    ...(added.length > 0 && !open
      ? [[path, `${added.join(', ')} joined a list that was not released as open`] as const]
      : []),
  ];
}

function alternatives(before: Json | undefined, after: Json | undefined, path: string): readonly Found[] {
  const [released, current] = [Array.isArray(before) ? before : [], Array.isArray(after) ? after : []];
  if (released.length !== current.length) {
    return [[path, `has ${current.length} alternatives, had ${released.length}`]];
  }
  return released.flatMap((schema, index) => compare(schema, current[index], `${path}/${index}`));
}

const sorted = (value: Json | undefined): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
};

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const show = (value: Json | undefined): string => (value === undefined ? 'absent' : JSON.stringify(value));

/** The contract of one moment: schema and topic of every published type. */
export interface Contract {
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly topics: ReadonlyMap<string, string>;
}

/** Every way in which what we would publish now breaks what was released. */
export function contractBreaks(released: Contract, current: Contract): readonly Break[] {
  return [...released.schemas].flatMap(([type, schema]): readonly Break[] => {
    const now = current.schemas.get(type);
    if (now === undefined) return [{ type, path: '/', why: 'is no longer published' }];
    const [was, is] = [released.topics.get(type), current.topics.get(type)];
    const moved = was === is ? [] : [{ type, path: '/', why: `moved from topic ${was} to ${is}` }];
    return [...moved, ...breaks(type, schema, now)];
  });
}
