/**
 * What a record holds under a name that comes from outside. `record[name]` would also find `constructor` and the other
 * names that every object inherits.
 */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
