declare module 'vitest' {
  interface TaskMeta {
    /** Rows of docs/domain/rows.yaml, and rulings. */
    readonly proves?: readonly string[];
  }
}

/**
 * Says of a test which rows of the rules it proves, and which function of the domain decides each of them:
 *
 *     it('is submitted when it is complete', proves({ '11.1/submitted': submitApplication }), () => { … });
 *
 * A row counts when the test passed and killed a mutant in that function. docs/coverage-domain.md shows what counts.
 *
 * @param rows row (`<section>/<key>` of docs/domain/rows.yaml, or a ruling) → its function, as the spec imports it
 */
export const proves = (rows: Readonly<Record<string, unknown>>): { readonly meta: { proves: readonly string[] } } => ({
  meta: { proves: Object.keys(rows) },
});
