/** Compares texts by their code units, as the store does. */
export const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
