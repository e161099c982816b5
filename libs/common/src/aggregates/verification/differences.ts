import { storedText } from '../../kernel/canonical-json.js';
import { own } from '../../kernel/own.js';

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !(value instanceof Date);

/** The deepest paths at which two values differ, as the store would keep them; a few are enough to name. */
export function differences(one: unknown, other: unknown, path: string, most = 5): readonly string[] {
  if (storedText(one) === storedText(other)) return [];
  if (!isMembers(one) || !isMembers(other) || Array.isArray(one) !== Array.isArray(other)) return [path];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const found: string[] = [];
  for (const key of keys) {
    if (found.length >= most) break;
    // A member that one side lacks differs, even from null.
    if (Object.hasOwn(one, key) !== Object.hasOwn(other, key) && (own(one, key) ?? own(other, key) ?? null) === null)
      found.push(`${path}.${key}`);
    else found.push(...differences(own(one, key), own(other, key), `${path}.${key}`, most - found.length));
  }
  return found.length === 0 ? [path] : found;
}
