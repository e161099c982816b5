import { createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { own } from '#common/kernel/own.js';

/** A row with each field as text: canonical JSON, or its hash where that is long. */
export type RowText = Readonly<Record<string, string>>;
export type Rows = ReadonlyMap<string, RowText>;

/** Longer texts are compared by their hash, and not shown. */
const SHOWN_CHARACTERS = 80;
/** Of this process: a hash that an operator copies elsewhere tells no one what it is of. */
const KEY = randomBytes(32);

export function rowText(row: Readonly<Record<string, unknown>>): RowText {
  const fields = Object.entries(row).filter(([name, value]) => name !== '_id' && value !== undefined);
  return Object.fromEntries(
    fields.map(([name, value]) => {
      const text = canonicalJson(value);
      return [name, text.length <= SHOWN_CHARACTERS ? text : hidden(text)];
    }),
  );
}

/** Can be compared within this run, and not read. */
export const hidden = (text: string): string =>
  `hash:${createHmac('sha256', KEY).update(text).digest('hex').slice(0, 16)}`;

export interface Difference {
  readonly id: string;
  /** `missing`: the source has it, the copy has not. `extra`: the other way round. */
  readonly kind: 'missing' | 'extra' | 'different';
  /** What differs, `field: source ≠ copy`. */
  readonly fields: readonly string[];
  readonly copy: RowText | undefined;
}

export function differencesOf(source: Rows, copy: Rows): readonly Difference[] {
  const ids = new Set([...source.keys(), ...copy.keys()]);
  return [...ids].toSorted().flatMap((id): Difference[] => {
    const [right, wrong] = [source.get(id), copy.get(id)];
    if (right === undefined) return [{ id, kind: 'extra', fields: [], copy: wrong }];
    if (wrong === undefined) return [{ id, kind: 'missing', fields: [], copy: undefined }];
    const names = [...new Set([...Object.keys(right), ...Object.keys(wrong)])].filter(
      (name) => own(right, name) !== own(wrong, name),
    );
    const fields = names.map((name) => `${name}: ${own(right, name) ?? 'absent'} ≠ ${own(wrong, name) ?? 'absent'}`);
    return fields.length === 0 ? [] : [{ id, kind: 'different', fields, copy: wrong }];
  });
}

/**
 * The differences that are in both looks, while the copy did not change in between. A copy that changed is catching up.
 * One that stayed the same for seconds, and differs, has lost an event, was altered, or lags by more than that.
 */
export function persisting(first: readonly Difference[], second: readonly Difference[]): readonly Difference[] {
  const before = new Map(first.map((difference) => [difference.id, canonicalJson(difference.copy)]));
  return second.filter(({ id, copy }) => before.get(id) === canonicalJson(copy));
}
