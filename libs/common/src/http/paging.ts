import { Type, type TProperties, type TSchema } from 'typebox';
import type { ListQuery } from '../aggregates/documents.js';
import type { FieldFilter } from '../kernel/field-filter.js';
import { byText } from '../kernel/text-order.js';
import { invalid, type Refusal } from '../kernel/errors.js';
import { own } from '../kernel/own.js';
import { Matching, OneOf, Whole } from './validation/fields.js';

/** Public name of a sort → path in the document: `{ createdAt: '_id', submittedAt: 'state.submittedAt' }`. */
export type Sorts = Readonly<Record<string, string>>;

export const DEFAULT_SORTS: Sorts = { createdAt: '_id' };

/** What a list may be sorted by: every name, and every name with `-` in front. */
export const SortBy = (sorts: Sorts): PropertyDecorator =>
  OneOf(
    Object.keys(sorts).flatMap((name) => [name, `-${name}`]),
    { optional: true, description: 'A field to sort by; with - in front, descending' },
  );

/** Base of every list request; subclasses add their filters, and their `sort` when they offer more than one. */
export class PageRequest {
  @Whole({ min: 1, max: 200, optional: true, description: 'How many items at most; 50 unless said otherwise' })
  readonly limit: number = 50;

  @Matching(/^[A-Za-z0-9_-]{1,2000}$/, 'the `next` of the page before', { optional: true })
  readonly cursor?: string;

  @SortBy(DEFAULT_SORTS)
  readonly sort?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** Schema of a page of views. @param stated what the list rests on: a day, a period */
export const pageOf = <T extends TSchema, const S extends TProperties = Record<never, never>>(
  item: T,
  stated: S = {} as S,
) =>
  Type.Object({
    ...stated,
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: 'Cursor of the next page' })),
  });

export interface Listing {
  readonly where: Readonly<Record<string, FieldFilter | undefined>>;
  /** Those of the request's `SortBy`. */
  readonly sorts?: Sorts;
  /** `-createdAt` unless said otherwise. */
  readonly defaultSort?: string;
}

const wrong = (pointer: string, code: string, detail: string): Refusal =>
  invalid('REQUEST_INVALID', `The request is not as it should be: ${pointer}.`, [{ pointer, code, detail }]);

/**
 * The query of a list request. It asks for one item more than the page holds, to know whether there is a next page.
 * @throws Refusal 422 for a sort that is not offered and for a cursor this service did not give out
 */
export function listQuery(
  request: PageRequest,
  { where, sorts = DEFAULT_SORTS, defaultSort = '-createdAt' }: Listing,
): ListQuery {
  const sort = request.sort ?? defaultSort;
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const sortBy = own(sorts, name);
  if (sortBy === undefined)
    throw wrong('/sort', 'FIELD_NOT_IN_LIST', `one of ${Object.keys(sorts).join(', ')}, or with - in front`);
  return {
    where: Object.fromEntries(
      Object.entries(where).filter((entry): entry is [string, FieldFilter] => entry[1] !== undefined),
    ),
    sortBy,
    descending,
    limit: request.limit + 1,
    ...(request.cursor !== undefined && { after: placeIn(request.cursor, sortBy) }),
  };
}

interface Row {
  readonly id: string;
  readonly state: object;
}

/** The page of the items that the query found. */
export function page<D extends Row, V>(found: readonly D[], query: ListQuery, view: (item: D) => V): Page<V> {
  const shown = found.slice(0, query.limit - 1);
  const last = shown.at(-1);
  const items = shown.map(view);
  if (last === undefined || found.length < query.limit) return { items };
  return { items, next: cursorAfter(last, query) };
}

/** Rows that are all in memory, in the order of the query. */
export const inOrder = <D extends Row>(rows: readonly D[], query: ListQuery): readonly D[] =>
  rows.toSorted((a, b) => compared(placeOf(a, query), placeOf(b, query), query));

/** The page that the query asks for. @param rows in its order */
export function pageAmong<D extends Row, V>(rows: readonly D[], query: ListQuery, view: (item: D) => V): Page<V> {
  const { after, limit } = query;
  const beyond = after === undefined ? rows : rows.filter((row) => compared(placeOf(row, query), after, query) > 0);
  return page(beyond.slice(0, limit), query, view);
}

type Place = NonNullable<ListQuery['after']>;

function compared(a: Place, b: Place, { descending }: ListQuery): number {
  const order = byText(String(a.value), String(b.value)) || byText(a.id, b.id);
  return descending ? -order : order;
}

/** Where a list goes on behind this row. */
export const placeOf = (row: Row, { sortBy }: ListQuery): NonNullable<ListQuery['after']> => ({
  value: valueAt({ ...row, _id: row.id }, sortBy) ?? null,
  id: row.id,
});

/** The cursor behind this row; the edge seals it before it leaves the service. */
export function cursorAfter(row: Row, query: ListQuery): string {
  return cursorOf(query.sortBy, placeOf(row, query));
}

/** The cursor of a place in a list of this sort. */
export const cursorOf = (sortBy: string, { value, id }: NonNullable<ListQuery['after']>): string =>
  Buffer.from(JSON.stringify([sortBy, value, id])).toString('base64url');

/** The place that a cursor names. @throws Refusal 422 when it is not of a list of this sort */
export function placeIn(cursor: string, sortBy: string): { readonly value: unknown; readonly id: string } {
  const decoded = decode(cursor);
  if (!Array.isArray(decoded) || decoded.length !== 3) throw badCursor();
  const [by, value, id] = decoded as readonly unknown[];
  // A cursor of another sort order would skip rows. A value that is not plain could be an operator of the store.
  if (by !== sortBy || typeof id !== 'string' || (typeof value === 'object' && value !== null)) throw badCursor();
  return { value, id };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch {
    throw badCursor();
  }
}

const badCursor = (): Refusal =>
  wrong('/cursor', 'CURSOR_INVALID', 'the `next` of the page before, with the same sort');

const valueAt = (item: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? own(at as Record<string, unknown>, key) : undefined),
      item,
    );
