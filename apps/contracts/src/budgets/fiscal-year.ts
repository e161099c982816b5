import { notFound } from '#common/kernel/errors.js';

/** A fiscal year (회계연도) in a path; anything else is not there. */
export function fiscalYearOf(text: string): number {
  if (/^20\d{2}$/.test(text)) return Number(text);
  throw notFound('fiscal year', text);
}
