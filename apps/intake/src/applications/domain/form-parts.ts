import { own } from '#common/kernel/own.js';
import type { ApplicationForm, ApplicationState } from './application.state.js';

/** Parts of a form, to change it. A part that is there replaces the one of the form. */
export type FormParts = Partial<ApplicationForm>;

const PARTS = ['contact', 'service', 'prices', 'certificates', 'creditRating'] as const;

/** The form of an application as it stands. */
export const formOf = (application: ApplicationState): FormParts =>
  Object.fromEntries(
    PARTS.flatMap((part) => (application[part] === undefined ? [] : [[part, application[part]]])),
  ) as FormParts;

/** Whether the part that a pointer leads to lies in the part of another, or is that part. */
export const liesIn = (pointer: string, part: string): boolean => pointer === part || pointer.startsWith(`${part}/`);

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null ? (value as Members) : undefined;

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export const valueAt = (form: FormParts, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => own(membersOf(value) ?? {}, key), form);

/**
 * Pointers to what differs between two values, the shortest that say it: a member that one of them lacks is named as a
 * whole, and nothing below it.
 */
export function differences(one: unknown, other: unknown, pointer = ''): readonly string[] {
  const [before, after] = [membersOf(one), membersOf(other)];
  if (before === undefined || after === undefined || Array.isArray(one) !== Array.isArray(other))
    return Object.is(one, other) ? [] : [pointer];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(own(before, key), own(after, key), `${pointer}/${key}`));
}
