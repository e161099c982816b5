type Fields = Readonly<Record<string, unknown>>;

/** A row with fields set as the store sets them: a dot in a name leads into a part of the row. */
export function withFields(row: Fields, set: Fields): Fields {
  const written = new Map(Object.entries(row));
  for (const [path, value] of Object.entries(set)) {
    const [name = path, ...rest] = path.split('.');
    const part = (written.get(name) ?? {}) as Fields;
    written.set(name, rest.length === 0 ? value : withFields(part, { [rest.join('.')]: value }));
  }
  return Object.fromEntries(written);
}
