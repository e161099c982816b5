import { own } from '../kernel/own.js';
import { closedShape } from './checking.js';
import type { RecordKind } from './shapes.js';

/** What a schema says of a place in a record, as far as cells need it. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
}

type Branch = Record<string, unknown> | unknown[];

const shapes = new Map<RecordKind, Shape>();

function shapeOf(kind: RecordKind): Shape {
  const known = shapes.get(kind) ?? (closedShape(kind) as Shape);
  shapes.set(kind, known);
  return known;
}

/** No list of a record is longer. */
const PLACES_MAX = 200;

/**
 * The record that the cells of a row say, by the names of their columns: `service.name`, `lines.0.unitPrice`. An empty
 * cell says nothing. A list that has to be there and of which no cell says anything is empty.
 */
export function recordOfCells(kind: RecordKind, cells: readonly (readonly [column: string, text: string])[]): unknown {
  const shape = shapeOf(kind);
  const record: Record<string, unknown> = {};
  for (const [column, text] of cells) if (text !== '') put(record, shape, column.split('.'), text);
  return withEmptyLists(record, shape);
}

function put(into: Branch, shape: Shape | undefined, [name = '', ...rest]: readonly string[], text: string): void {
  const inner = Array.isArray(into) ? shape?.items : own(shape?.properties ?? {}, name);
  const key = Array.isArray(into) ? placeOf(name) : name;
  const branch = into as Record<string | number, unknown>;
  const value = rest.length === 0 ? valueOf(text, inner) : (heldIn(branch, key) ?? (inner?.type === 'array' ? [] : {}));
  // A name such as `__proto__` becomes a field like any other, which the check refuses.
  Object.defineProperty(branch, key, { value, writable: true, enumerable: true, configurable: true });
  if (rest.length > 0) put(value as Branch, inner, rest, text);
}

/** A place beyond every list is the one behind the longest, of which the check says that it is too many. */
const placeOf = (name: string): number => (/^\d{1,9}$/.test(name) ? Math.min(Number(name), PLACES_MAX) : PLACES_MAX);

function heldIn(branch: Readonly<Record<string | number, unknown>>, key: string | number): unknown {
  const held = own(branch, String(key));
  return typeof held === 'object' ? held : undefined;
}

function valueOf(text: string, shape: Shape | undefined): unknown {
  const isNumber = shape?.type === 'integer' || shape?.type === 'number';
  if (isNumber) return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  const isFlag = shape?.type === 'boolean' || typeof shape?.const === 'boolean';
  return isFlag && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
}

function withEmptyLists(value: unknown, shape: Shape | undefined): unknown {
  if (Array.isArray(value)) return Array.from(value, (item) => withEmptyLists(item ?? null, shape?.items));
  if (typeof value !== 'object' || value === null) return value;
  const { properties = {}, required = [] } = shape ?? {};
  const missing = required.filter((name) => own(properties, name)?.type === 'array' && !Object.hasOwn(value, name));
  return Object.fromEntries([
    ...Object.entries(value).map(([name, inner]) => [name, withEmptyLists(inner, own(properties, name))] as const),
    ...missing.map((name) => [name, []] as const),
  ]);
}
