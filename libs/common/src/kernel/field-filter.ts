/** What a list asks of one field of a stored document. */
export type FieldFilter =
  | string
  | number
  | boolean
  | { readonly in: readonly (string | number)[] }
  | { readonly gte?: string; readonly lte?: string }
  | { readonly exists: boolean }
  | { readonly not: string }
  /** Greater than this, or not there: what had not happened by that day. */
  | { readonly absentOrAfter: string };

/** Conditions by path in the document (`state.status`); all of them hold at once. */
export type Where = Readonly<Record<string, FieldFilter>>;
